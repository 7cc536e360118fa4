/** The app that is opened anew without a line: kept by its sums, never more than its own files, new at once, and taken back. */
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchBrowser } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import { register, typePin } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;
let complaints: string[];

/** A browser fetches the files, and removes them, in its own time. */
const SOON = { timeout: 15_000 };
const LAY = "マイナンバーカードを置いてください";
const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words, exact: true }).waitFor();

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
});
afterAll(async () => {
  await browser.close();
  await place.close();
});
beforeEach(async () => {
  place.center.startsOffline = true;
  context = await browser.newContext();
  page = await context.newPage();
  complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await register(page, place.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
});
afterEach(async () => {
  place.take();
  Object.assign(place.center, { isCut: false, startsOffline: null });
  await context.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

/** Addresses of everything that the browser keeps in its caches. */
const keptUrls = () =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname);
  });

async function check(): Promise<void> {
  place.lay();
  await typePin(page);
}

test("without a line it starts all the same, and checks with the card alone", async () => {
  place.center.answer = validAnswer;
  await check();
  await expectScreen("有効");
  place.take();
  // Two windows may send the same.
  const arrived = () => new Set(place.center.offline).size;
  const before = arrived();
  place.center.isCut = true;
  await page.reload();
  await expectScreen(LAY);
  await check();
  await page.getByRole("heading", { level: 1, name: /オフライン/u }).waitFor();
  // In a new window as well, which is how a counter is opened in the morning.
  const second = await context.newPage();
  await second.goto(place.url);
  await second.getByRole("heading", { level: 1 }).waitFor();
  await second.close();
  place.take();
  place.center.isCut = false;
  await page.reload();
  await expect.poll(arrived, SOON).toBe(before + 1);
});

test("what is kept is the app's own files, whatever else went over the line", async () => {
  await check();
  await expectScreen("有効");
  const kept = await keptUrls();
  expect(kept).toContain("/reception/index.html");
  expect(kept).toContain("/reception/patient.html");
  expect(
    kept.filter((path) => !/^\/reception\/(?:assets\/[\w.-]+|\w+\.html)$/u.test(path)),
  ).toEqual([]);
});

test("a newer version is there at the next opening, and a file that is not what was built is not kept", async () => {
  const file = join(place.directory, "index.html");
  const old = await readFile(file, "utf8");
  try {
    // The page is changed, and the worker still names the sum of the page before.
    await writeFile(file, old.replace("<title>", "<title>新しい "));
    await page.reload();
    await expectScreen(LAY);
    expect(await (await page.request.get(place.url)).text()).toContain("新しい ");
    expect(await page.evaluate(() => fetch("./").then((answer) => answer.text()))).toContain(
      "新しい ",
    );
    await page.evaluate(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
      await (await navigator.serviceWorker.getRegistration())?.unregister();
    });
    await page.reload();
    await expectScreen(LAY);
    await page.waitForTimeout(1500);
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    expect(await keptUrls()).toEqual([]);
  } finally {
    await writeFile(file, old);
  }
});

test("a center that takes it back leaves nothing: told by the page, or by the worker's own address", async () => {
  place.center.startsOffline = false;
  await page.reload();
  await expect.poll(keptUrls, SOON).toEqual([]);
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);

  place.center.startsOffline = true;
  await page.reload();
  await expect.poll(keptUrls, SOON).toContain("/reception/index.html");
  const worker = join(place.directory, "worker.js");
  const old = await readFile(worker);
  try {
    await copyFile(join(place.directory, "worker-off.js"), worker);
    // As a browser does by itself at each opening, also where the page does not come so far.
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.update();
    });
    await expect.poll(keptUrls, SOON).toEqual([]);
  } finally {
    await writeFile(worker, old);
  }
});
