/** A version that is to be replaced: said kindly and in time, and what then cannot be begun is told with the way on. */
import { APP_VERSION, problem } from "@madoguchi/contract";
import { expectGoodPage, launchBrowser } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { register, typePin } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;

const WAITING = "マイナンバーカードを置いてください";
const OLD = "受付アプリの版が古くなりました";
const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

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
  await register(page, place.url);
});
afterEach(async () => {
  place.take();
  Object.assign(place.center, { update: undefined, challengeRefusal: null, app: undefined });
  await context.close();
});

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();
const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const notice = () => page.getByRole("complementary", { name: "受付アプリの版" });

async function bring(): Promise<void> {
  place.lay();
  await typePin(page);
}

test("the center's own page says until when it checks, and is new once it is loaded again", async () => {
  expect(await notice().count()).toBe(0);
  place.center.update = { version: "0.2.0", refusedFrom: inDays(20) };
  await page.reload();
  await notice()
    .getByText(/までに、受付アプリを新しい版にしてください/u)
    .waitFor();
  await notice().getByText("0.2.0より古い版で新しい確認を始められません。").waitFor();
  const notes = notice().getByRole("link", { name: /変更点を読む/u });
  expect(await notes.getAttribute("href")).toBe("/help/KB0010167");
  await expectGoodPage(page, "update-notice");
  // It stands in nobody's way, and not on a patient's screen.
  await bring();
  await expectScreen("有効");
  expect(await notice().count()).toBe(0);
  expect(place.center.appVersion).toBe(APP_VERSION);
  await press(/次の患者さん/u);
  place.take();
  await expectScreen(WAITING);
  place.center.update = undefined;
  await Promise.all([page.waitForEvent("load"), press("新しい版にする")]);
  await expectScreen(WAITING);
  expect(await notice().count()).toBe(0);
});

test("an app that is left open hears of it as well", async () => {
  await page.clock.install();
  await page.reload();
  await expectScreen(WAITING);
  place.center.update = { version: "0.2.0", refusedFrom: inDays(20) };
  const before = place.center.reports.length;
  await page.clock.runFor(3 * 60 * 60_000 + 1000);
  await notice().waitFor();
  expect(place.center.reports.length).toBe(before + 1);
});

test("on a PC the program leads to the downloads; refused, it says why, who and what next, and the card is not touched", async () => {
  const { center } = place;
  center.app = { version: APP_VERSION, startsWithSystem: false, center: "https://center.example" };
  center.update = { version: "0.2.0", refusedFrom: inDays(0) };
  center.challengeRefusal = problem("app-too-old");
  await context.route("https://center.example/**", (route) => route.fulfill({ body: "downloads" }));
  await page.reload();
  await notice().getByText("この版の受付アプリでは、新しい確認を始められません").waitFor();
  await notice()
    .getByText(/同じ場所に上書きします/u)
    .waitFor();
  await expectGoodPage(page, "update-over");
  const offered = async () => {
    const [opened] = await Promise.all([context.waitForEvent("page"), press("新しい版にする")]);
    await opened.waitForURL("https://center.example/downloads");
    await opened.close();
  };
  await offered();

  const card = place.lay();
  await typePin(page);
  await expectScreen(OLD);
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
  await page.getByText("送信待ちの確認は、この版でも届きます。").waitFor();
  await page.getByText(/受付アプリを新しい版にしてください。/u).waitFor();
  await page.getByRole("button", { name: "被保険者資格申立書を印刷する" }).waitFor();
  await expectGoodPage(page, "update-refused");
  await offered();
  await press("次の患者さん");
  place.take();
  await expectScreen(WAITING);
  center.challengeRefusal = null;
  await bring();
  await expectScreen("有効");
});
