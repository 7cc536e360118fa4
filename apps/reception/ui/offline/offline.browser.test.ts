/** A counter loses its line, goes on with the card alone, and is told afterwards what held. */
import { expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { answerOf, validAnswer } from "../answers.fixture.ts";
import { register, typePin } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
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
  await register(page, place.url);
});
afterEach(async () => {
  place.take();
  place.center.answer = validAnswer;
  await context.close();
});

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words, exact: true }).waitFor();
const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const seen = (words: string | RegExp) => page.getByText(words).first().waitFor();

async function check(): Promise<void> {
  place.lay();
  await typePin(page);
}

async function nextPatient(): Promise<void> {
  place.take();
  await press("次の患者さん");
  await expectScreen("マイナンバーカードを置いてください");
}

async function expectSound(name: string): Promise<void> {
  const directory = process.env["RECEPTION_PICTURES"];
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoAxeViolations(page);
    expect(await sidewaysOverflow(page)).toEqual([]);
    if (directory) {
      await page.screenshot({ path: `${directory}/${name}-${width}.png`, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The line to the center alone: the reader hangs on this computer. */
const cut = () => page.route("**/api/**", (route) => route.abort());
const mend = () => page.unroute("**/api/**");

/** The challenge is there already: what is lost on the way is the question. */
async function checkAndLoseLine(): Promise<void> {
  const { challenges } = place.center;
  place.lay();
  await expectScreen("4桁の暗証番号を入力してください");
  await expect.poll(() => place.center.challenges).toBe(challenges + 1);
  await cut();
  await page.keyboard.type("1234");
  await page.keyboard.press("Enter");
}

test("without a line: said at once, the card alone, its last answer, the paper; and afterwards what the center says", async () => {
  await press(/^設定/);
  await page.getByRole("radio", { name: "31日間残す" }).check();
  await press("設定を保存する");
  await seen("設定を保存しました。");
  await press("受付に戻る");
  place.center.answer = { ...validAnswer, checkedAt: new Date().toISOString() };
  await check();
  await expectScreen("有効");
  await nextPatient();

  await checkAndLoseLine();
  await expectScreen("インターネットにつながりません");
  await seen(/から。窓口のシステムから返事がありません/);
  await expectSound("trouble");
  await press("カードだけで確かめる");
  await typePin(page);
  await expectScreen("オフラインで確認");
  await seen("電子証明書の発行元は、正しい発行元です。");
  await seen("前回（今日）の資格：有効");
  await seen("今日の資格ではありません。");
  await seen("この確認を端末に記録しました（送信待ち）");
  await seen("送信待ち1件");
  await expectSound("result");
  await press("被保険者資格申立書を印刷する");
  await expectScreen("被保険者資格申立書");
  await seen("全国健康保険協会 東京支部");
  await expectSound("declaration");
  await press("元の画面に戻る");
  await nextPatient();

  // Known now, so the next patient's card goes there at once. A wrong PIN is asked for again, and never sent twice.
  const card = place.lay();
  await typePin(page, "9999");
  await seen(/暗証番号が違います/);
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(2);
  await page.keyboard.type("1234");
  await page.keyboard.press("Enter");
  await expectScreen("オフラインで確認");
  await nextPatient();
  await press("今日の一覧");
  await seen("送信待ち");
  await expectSound("waiting");
  expect(place.center.offline).toEqual([]);

  // The window goes with the power, and with the line comes back what was kept.
  place.center.answer = answerOf("none");
  await page.close();
  page = await context.newPage();
  await page.goto(place.url);
  await expectScreen("マイナンバーカードを置いてください");
  await seen("オフラインの確認の答え2件");
  expect(new Set(place.center.offline).size).toBe(2);
  await press("今日の一覧");
  await seen("要確認");
  await expectSound("settled");
  await press(/^結果を見る・印刷/);
  await expectScreen("該当資格なし");
  await seen(/オフライン（答えは/);
  await press("一覧に戻る");
  for (const left of [1, 0]) {
    await press(/^確かめたので消す/);
    await expect
      .poll(() => page.getByRole("button", { name: /^確かめたので消す/ }).count())
      .toBe(left);
  }
});

test("when the line is back the counter notices by itself, sends, and checks as ever", async () => {
  await checkAndLoseLine();
  await press("カードだけで確かめる");
  await typePin(page);
  await expectScreen("オフラインで確認");
  await mend();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await seen("オフラインの確認の答え1件");
  await nextPatient();
  await check();
  await expectScreen("有効");
});
