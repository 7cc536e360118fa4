/** 「この機器は使えますか」 in a browser, with a hand that lays cards on the virtual reader. */
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { expectGoodPage, keyboardUser, launchBrowser } from "@madoguchi/test";
import type { KeyboardUser } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { register } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;
let keys: KeyboardUser;
let complaints: string[];

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
});

afterAll(async () => {
  await browser.close();
  await place.close();
});

beforeEach(async () => {
  context = await browser.newContext({ permissions: ["clipboard-write", "clipboard-read"] });
  page = await context.newPage();
  keys = keyboardUser(page);
  complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
});

afterEach(async () => {
  place.take();
  await context.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

const ENTRY = "この機器は使えますか（調べる）";
const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words, exact: true }).waitFor();
const announced = () => page.getByRole("status").first().textContent();

async function open(): Promise<void> {
  await page.getByRole("button", { name: ENTRY }).click();
  await expectScreen("この機器は使えますか");
}

test("before registration, by keyboard alone: every screen, the report, and back", async () => {
  await page.goto(place.url);
  await keys.press(ENTRY);
  await expectScreen("この機器は使えますか");
  await expectGoodPage(page, "test-before");
  await keys.press("調べ始める");
  await expectScreen("マイナンバーカードを置いてください");
  expect(await announced()).toBe("マイナンバーカードを置いてください。");
  await expectGoodPage(page, "test-place");
  place.lay({ extendedLength: true });
  await expectScreen("カードを取ってください");
  await expectGoodPage(page, "test-take");
  place.take();
  await expectScreen("もう一度、置いてください");
  place.lay({ extendedLength: true });
  await expectScreen("使えます");
  expect(await announced()).toBe("結果：使えます。");
  await expectGoodPage(page, "test-usable");

  await keys.press("コピー");
  await page.getByText("コピーしました").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/結果：使えます\n日時：令和\d+年/);
  expect(copied).toContain("登録の保存");
  expect(copied).toContain("この機種は、分かっている機種の一覧にあります");
  expect(copied).not.toContain("山田");
  expect(copied).not.toContain(place.image.serial);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    keys.press("ファイルに保存"),
  ]);
  expect(await readFile(await download.path(), "utf8")).toBe(copied);

  await keys.press("登録に戻る");
  await expectScreen("カードをお取りください");
  await expectGoodPage(page, "test-take-test-card");
  place.take();
  await expectScreen("この端末を登録します");
});

test("the counter's desk lets the card go, and does not take the tested card for a patient's", async () => {
  await register(page, place.url);
  place.lay({}, place.image);
  await expectScreen("4桁の暗証番号を入力してください");
  place.take();
  await page.getByText("カードが離れました").first().waitFor();
  await open();
  const card = place.lay();
  await page.getByRole("button", { name: "調べ始める" }).click();
  await expectScreen("カードを取ってください");
  place.take();
  await expectScreen("もう一度、置いてください");
  place.lay();
  await expectScreen("使えます");
  await page
    .getByText("国の「マイナ資格確認アプリ」は、拡張Lc/Leに対応した機器を求めています。")
    .waitFor();
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
  await page.getByRole("button", { name: "受付に戻る" }).click();
  await expectScreen("カードをお取りください");
  place.take();
  await expectScreen("マイナンバーカードを置いてください");
  place.lay();
  await expectScreen("4桁の暗証番号を入力してください");
});

test("the demo's tray is the hand", async () => {
  await register(page, place.url);
  await open();
  await page.getByRole("button", { name: "調べ始める" }).click();
  await expectScreen("マイナンバーカードを置いてください");
  await page.getByRole("button", { name: "会社員 3割" }).click();
  await expectScreen("カードを取ってください");
  await page.getByRole("button", { name: "カードを取る" }).click();
  await expectScreen("もう一度、置いてください");
  await page.getByRole("button", { name: "会社員 3割" }).click();
  await expectScreen("使えます");
});

test("a card pulled out: why, what to do, who, and once more; left in the middle, nothing holds the card", async () => {
  await register(page, place.url);
  await open();
  place.lay({ pullAt: 20 });
  await page.getByRole("button", { name: "調べ始める" }).click();
  await expectScreen("判定できません");
  await page.getByText("調べている間に、カードがリーダーから離れました。").waitFor();
  await page.getByText("対応する人：受付の方").first().waitFor();
  await expectGoodPage(page, "test-undecided");
  await page.getByRole("button", { name: "もう一度調べる" }).click();
  await expectScreen("マイナンバーカードを置いてください");
  await page.getByRole("button", { name: "やめる" }).click();
  await expectScreen("マイナンバーカードを置いてください");
  place.lay();
  await expectScreen("4桁の暗証番号を入力してください");
});

test("without the agent: 使えません, from the trouble's own screen; the report prints on one sheet", async () => {
  await register(page, place.url);
  await place.stopAgent();
  await expectScreen("カードリーダーにつながりません");
  await open();
  await page.getByRole("button", { name: "調べ始める" }).click();
  await expectScreen("使えません");
  await page.getByText("カードリーダーとこの画面をつなぐプログラムに、つながりません。").waitFor();
  await expectGoodPage(page, "test-unusable");
  await place.startAgentAgain();
  place.lay();
  await page.getByRole("button", { name: "もう一度調べる" }).click();
  await expectScreen("カードを取ってください");
  place.take();
  await expectScreen("もう一度、置いてください");
  place.lay();
  await expectScreen("使えます");
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  expect(execFileSync("pdfinfo", ["-"], { input: pdf, encoding: "utf8" })).toMatch(/Pages:\s+1\n/);
  const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  expect(text).toContain("使えます");
  expect(text).toContain("00B00000");
  expect(text).not.toContain("もう一度調べる");
});
