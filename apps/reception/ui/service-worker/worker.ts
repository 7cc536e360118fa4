/**
 * Starts the app where the line is cut: it keeps the app's own files of one build, each by its sum, and nothing else. No answer of the
 * center is ever kept here. While there is a line, pages come from the center.
 */
declare const skipWaiting: () => Promise<void>;
declare const clients: { claim(): Promise<void> };
type Extendable = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Extendable & {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
};

/** The build puts its files in: the path under the app's address, and the sum of what lies there. */
const files: Readonly<Record<string, string>> = JSON.parse("__FILES__");
const PREFIX = "madoguchi-app-";
/** Somebody stands at the counter: of a line that is there but gives nothing, nobody waits longer. */
const LINE_WITHIN_MS = 4000;

const base = new URL("./", location.href).href;
const sums = new Map(Object.entries(files).map(([path, sum]) => [base + path, sum]));

addEventListener("install", (event) => during(event, install()));
/** From each page that starts: what a browser threw away, or a center took back for a while, is fetched again. */
addEventListener("message", (event) => during(event, install()));
addEventListener("activate", (event) => during(event, takeOver()));
addEventListener("fetch", (event) => {
  if (!isFetching(event) || event.request.method !== "GET") return;
  const { pathname, origin } = new URL(event.request.url);
  const url = origin + pathname;
  const page = url === base ? `${base}index.html` : url;
  if (!sums.has(page)) return;
  event.respondWith(
    page.endsWith(".html") ? newest(event.request, page) : kept(event.request, page),
  );
});

/** All or nothing, for half an app starts nowhere; and each only if it is what was built. */
async function install(): Promise<void> {
  const cache = await caches.open(await ownName());
  if ((await cache.keys()).length < sums.size) {
    await cache.addAll(
      [...sums].map(([url, integrity]) => new Request(url, { cache: "no-cache", integrity })),
    );
  }
  await skipWaiting();
}

/** Of this build and no other. */
async function ownName(): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(files));
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return (
    PREFIX + [...sum.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  );
}

/** Pages that are open may still fetch a part of the build before: it stays until the next one. */
async function takeOver(): Promise<void> {
  const own = await ownName();
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== own);
  for (const name of names.slice(0, -1)) await caches.delete(name);
  await clients.claim();
}

async function newest(request: Request, page: string): Promise<Response> {
  const fromCenter = fetch(request);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), LINE_WITHIN_MS));
  const answer = await Promise.race([fromCenter.catch(() => null), late]);
  if (answer !== null && answer.status < 500) return answer;

  return (await caches.match(page)) ?? fromCenter;
}

/** Named by their content, so what is kept is right for ever. */
async function kept(request: Request, page: string): Promise<Response> {
  return (await caches.match(page)) ?? fetch(request);
}

function during(event: Event, work: Promise<unknown>): void {
  if ("waitUntil" in event && typeof event.waitUntil === "function") event.waitUntil(work);
}

function isFetching(event: Event): event is Fetching {
  return "respondWith" in event;
}

/** A file of its own, with nothing for others. */
export {};
