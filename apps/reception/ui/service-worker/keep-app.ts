/** Has the browser keep the app for times without a line, or takes it back, as the center says. */
export async function keepApp(isWanted: boolean): Promise<void> {
  const { serviceWorker } = navigator;
  if (isWanted) {
    const { active } = await serviceWorker.register("worker.js", { updateViaCache: "none" });
    active?.postMessage("whole?");
    return;
  }
  await (await serviceWorker.getRegistration())?.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}
