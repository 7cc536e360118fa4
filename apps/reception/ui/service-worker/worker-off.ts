/** Served in the place of the other by a center that takes it back: browsers look for it themselves, and it leaves nothing behind. */
declare const skipWaiting: () => Promise<void>;
declare const registration: { unregister(): Promise<boolean> };

addEventListener("install", () => void skipWaiting());
addEventListener("activate", (event) => {
  if ("waitUntil" in event && typeof event.waitUntil === "function") event.waitUntil(leave());
});

async function leave(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}

/** A file of its own, with nothing for others. */
export {};
