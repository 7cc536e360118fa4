/** 併設: one device, two facilities, and never a doubt for which of them a patient is received. */
import type { SetupInfo } from "@madoguchi/contract";
import { expectGoodPage, launchBrowser } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import { setUp, typePin } from "../hand.fixture.ts";
import { openPlace, otherSetupInfo, setupInfo } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
});
afterAll(async () => {
  await browser.close();
  await place.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(place.url);
  await register(setupInfo);
  await page.getByRole("button", { name: "この端末に施設を加える" }).click();
  await expectScreen("どの施設で受付しますか");
  await expectGoodPage(page, "facilities-one");
  await page.getByRole("button", { name: "この端末に施設を加える" }).click();
  await register(otherSetupInfo);
});
afterEach(async () => {
  place.take();
  Object.assign(place.center, { answer: validAnswer });
  await context.close();
});

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();

async function register(info: SetupInfo): Promise<void> {
  await setUp(page, info);
  await expectScreen("マイナンバーカードを置いてください");
}

const header = (of: Page = page) => of.getByRole("banner").innerText();

async function receive(): Promise<string> {
  place.lay();
  await typePin(page);
  await expectScreen("有効");
  const band = await page.getByText("確認した施設").locator("..").innerText();
  place.take();
  await page.getByRole("button", { name: /次の患者さん/ }).click();
  await expectScreen("マイナンバーカードを置いてください");

  return band;
}

test("the one that acts stands on every screen and in every answer, and is switched where nobody waits", async () => {
  expect(await header()).toContain("受付している施設");
  expect(await header()).toContain("架空整骨院（1310000024）");
  await expectGoodPage(page, "facility-acting");
  expect(await receive()).toContain("架空整骨院（1310000024）");

  await page.getByRole("button", { name: "施設を切り替える" }).click();
  await expectScreen("どの施設で受付しますか");
  await page.getByText("いま受付している施設").waitFor();
  await expectGoodPage(page, "facilities-two");
  await page
    .getByRole("button", { name: /この施設で受付する.*架空はり灸院（1310000016）/ })
    .click();
  await expectScreen("マイナンバーカードを置いてください");
  expect(await header()).toContain("架空はり灸院（1310000016）");
  // The center signed and answered for this one, or the signature would not have held.
  expect(await receive()).toContain("架空はり灸院（1310000016）");

  place.lay();
  await expectScreen("4桁の暗証番号を入力してください");
  expect(await page.getByRole("button", { name: "施設を切り替える" }).count()).toBe(0);
  expect(await header()).toContain("架空はり灸院（1310000016）");
});

test("a window goes on with its own choice, and a new one asks first", async () => {
  await page.reload();
  await expectScreen("マイナンバーカードを置いてください");
  expect(await header()).toContain("架空整骨院");

  const second = await context.newPage();
  await second.goto(place.url);
  await second.getByRole("heading", { level: 1, name: "どの施設で受付しますか" }).waitFor();
  expect(await second.getByRole("button", { name: "受付に戻る" }).count()).toBe(0);
  await second.getByRole("button", { name: /架空はり灸院/ }).click();
  await second.getByRole("heading", { level: 1, name: /マイナンバーカードを/ }).waitFor();
  expect(await header(second)).toContain("架空はり灸院");
  await page.reload();
  await expectScreen("マイナンバーカードを置いてください");
  expect(await header()).toContain("架空整骨院");
});
