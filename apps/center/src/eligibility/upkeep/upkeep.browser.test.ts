/** The officials' page on revocation lists, in a browser: empty, well, and in trouble. */
import { systemClock, transaction } from "@madoguchi/platform";
import { addOfficial, expectGoodPage, launchBrowser, signInOfficial } from "@madoguchi/test";
import { crlPartition, createTestPki, signCrl } from "@madoguchi/virtual-card";
import type { TestPki } from "@madoguchi/virtual-card";
import { today } from "@madoguchi/virtual-card/sample";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlace } from "../cards.fixture.ts";
import type { Place } from "../cards.fixture.ts";
import { installTrust } from "../index.ts";
import { Publisher } from "./publisher.fixture.ts";

let minutesAhead = 0;
const clock = { now: () => systemClock.now().add({ minutes: minutesAhead }) };

let pki: TestPki;
let browser: Browser;
let page: Page;
let place: Place;
let publisher: Publisher;
const running = new AsyncDisposableStack();

beforeAll(async () => {
  [pki, browser] = await Promise.all([createTestPki(today), launchBrowser()]);
  running.defer(() => browser.close());
  publisher = running.use(new Publisher());
  place = running.use(await openPlace(clock, { crlUrls: [await publisher.open()] }));
  page = await signedIn(place);
});
afterAll(() => running.disposeAsync());

async function signedIn({ center }: Place): Promise<Page> {
  const context = await browser.newContext({ baseURL: center.url });
  const opened = await context.newPage();
  await opened.goto("/office/sign-in");
  await signInOfficial(center, opened, await addOfficial(center));

  return opened;
}

function publish(number: number): void {
  const now = clock.now();
  publisher.list = signCrl(pki.auth[1], {
    number,
    thisUpdate: now,
    nextUpdate: now.add({ hours: 24 }),
    partition: crlPartition("auth"),
    revoked: [{ serial: 0x1122n, at: now, reason: "keyCompromise" }],
  });
}

/** Presses the button, and reads the page again until it says so. */
async function fetchNow(words: string): Promise<void> {
  await page.getByRole("button", { name: "今すぐ取りに行く" }).click();
  const link = page.getByRole("navigation").getByRole("link", { name: "失効リスト" });
  const read = async () => {
    await link.click();
    return page.getByRole("main").textContent();
  };
  await expect.poll(read, { timeout: 20_000 }).toContain(words);
}

test("without a list, and without an answer", async () => {
  await page.getByRole("navigation").getByRole("link", { name: "失効リスト" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("失効リスト");
  expect(await page.getByRole("main").textContent()).toContain("まだ取りに行っていません。");
  await page.getByRole("button", { name: "今すぐ取りに行く" }).click();
  expect(await page.getByRole("main").textContent()).toContain("取りに行くように伝えました。");
  await expectGoodPage(page, "revocation-asked");
  await fetchNow("HTTPの503番で断りました。");
  await expectGoodPage(page, "revocation-none");
});

test("with a list in force, and one that was refused", async () => {
  await transaction(place.db, (tx) =>
    installTrust(tx, clock, { roots: pki.auth.map(({ certificate }) => certificate), crls: [] }),
  );
  publish(2);
  await fetchNow("入れ替え");
  minutesAhead += 5;
  publish(1);
  await fetchNow("番号が、今のリストより進んでいませんでした。");
  expect(await page.locator("script").count()).toBe(0);
  expect(await page.getByRole("row").count()).toBeGreaterThan(3);
  await expectGoodPage(page, "revocation-fresh");
});

test("with lists past their end", async () => {
  minutesAhead += 25 * 60;
  page = await signedIn(place);
  await page.goto("/office/revocation-lists");
  expect(await page.getByRole("main").textContent()).toContain("期限を過ぎています");
  await expectGoodPage(page, "revocation-late");
  minutesAhead += 24 * 60;
  page = await signedIn(place);
  await page.goto("/office/revocation-lists");
  expect(await page.getByRole("main").textContent()).toContain("いま確認できません。");
  await expectGoodPage(page, "revocation-stale");
});

test("without an address to fetch from", async () => {
  await using other = await openPlace(clock);
  const opened = await signedIn(other);
  await opened.goto("/office/revocation-lists");
  const main = opened.getByRole("main");
  expect(await main.textContent()).toContain("失効リストは、まだ入っていません");
  expect(await main.getByRole("button").count()).toBe(0);
  await expectGoodPage(opened, "revocation-no-address");
});
