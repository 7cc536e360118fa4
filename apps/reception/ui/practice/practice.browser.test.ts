/** Practice from the first press to the end of the course, with nothing on any reader. */
import { mkdirSync } from "node:fs";
import { expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { register, typePin } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
  page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

const LAY = "マイナンバーカードを置いてください";
const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const expectScreen = (name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();
const banner = () => page.getByText("患者さんは架空の方です。");

const told = () => page.getByRole("region", { name: "患者さんへの案内" });
const expectTold = (sentence: string | RegExp) => told().getByText(sentence).waitFor();

/** The mark of practice in sight and in the title, and all that must hold of any screen. */
async function expectMarked(name: string): Promise<void> {
  const directory = process.env["PICTURES"];
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  for (const size of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    await page.setViewportSize(size);
    await banner().waitFor();
    expect(await page.title()).toMatch(/^【練習】/u);
    await expectNoAxeViolations(page);
    expect(await sidewaysOverflow(page)).toEqual([]);
    if (directory !== undefined) {
      await page.screenshot({ path: `${directory}/${name}-${size.width}.png` });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function declineConsents(): Promise<void> {
  await expectScreen(/次の情報を/u);
  for (const each of await page.getByLabel("提供しない").all()) await each.check({ force: true });
  await press("この内容で決める");
}

test("the course leads through eight patients, marked on every screen, and asks the center for no check", async () => {
  await register(page, place.url);
  await press("受付を練習する");
  await expectScreen("受付の練習");
  await page.getByText("8つのうち0つ済みました").waitFor();
  await page.getByText("資格の答え（2人）").click();
  await expectMarked("home");

  await press("コースを始める");
  await expectScreen(LAY);
  await expectMarked("waiting");
  await press("カードを置く");
  await page.getByText("4桁の暗証番号を入力してください").waitFor();
  await expectMarked("pin");
  await typePin(page, "1234");
  await declineConsents();
  await expectScreen("有効");
  await page.getByText("できました。").waitFor();
  await expectMarked("result");
  // What is answered in practice goes nowhere.
  expect(await page.getByRole("button", { name: "レセコンへ渡す" }).count()).toBe(0);

  await press("次へ：暗証番号を間違えたとき");
  await press("カードを置く");
  await typePin(page, "9999");
  await page.getByText("あと2回").first().waitFor();
  await typePin(page, "1234");
  await declineConsents();

  await press("次へ：あと1回のとき");
  await press("カードを置く");
  await expectScreen(/あと1回/u);
  await expectMarked("last-try");
  await press("最後の1回を入力する");
  await typePin(page, "1234");
  await declineConsents();

  await press(/^次へ：ロック/u);
  await press("カードを置く");
  await expectScreen("暗証番号がロックされています");
  await expectMarked("locked");
  await press(/顔写真で確認/u);
  await expectScreen(/番号を入力/u);
  const printed =
    (await page
      .getByText(/セキュリティコード 2468/u)
      .last()
      .textContent()) ?? "";
  const [, era = "", year = "", month = "", day = "", until = ""] =
    /(.{2})(\d+)年(\d+)月(\d+)日生、(\d{4})年/u.exec(printed) ?? [];
  await page.getByLabel("元号").selectOption(era);
  await page.getByLabel("年", { exact: true }).fill(year);
  await page.getByLabel("月", { exact: true }).fill(month);
  await page.getByLabel("日", { exact: true }).fill(day);
  await page.getByLabel(/有効期限/u).fill(until);
  await page.getByLabel(/セキュリティコード/u).fill("2468");
  await page.keyboard.press("Enter");
  await expectScreen(/患者さんですか/u);
  await expectMarked("photo");
  await press("本人です");
  await declineConsents();

  await press("次へ：カードが途中で動いたとき");
  await press("カードを置く");
  await typePin(page, "1234");
  await page
    .getByText(/カードが離れ|途中で/u)
    .first()
    .waitFor();
  await press("カードを置く");
  await typePin(page, "1234");
  await declineConsents();

  await press("次へ：初めて使うカード");
  await press("カードを置く");
  await typePin(page, "1234");
  await press("この窓口で利用登録をする");
  await expectMarked("agree");
  await press("同意して登録に進む");
  await page.getByLabel("保険者番号").fill("01130012");
  await page.getByLabel("記号").fill("12345678");
  await page.locator('input[name="number"]').fill("901");
  await page.getByLabel("枝番").fill("00");
  await page.getByLabel("生年月日").fill("昭和55年2月17日");
  await page.keyboard.press("Enter");
  await typePin(page, "1234");
  await expectScreen("有効");

  await press("次へ：資格が無効のとき");
  await press("カードを置く");
  await typePin(page, "1234");
  await page.getByText("できました。").waitFor();
  await expectMarked("invalid");
  await press("次へ：電子証明書の期限切れ");
  await press("カードを置く");
  await typePin(page, "1234");
  await press("コースを終える");
  await expectScreen("受付の練習");
  await page.getByText("コースが終わりました").waitFor();
  await page.getByText(/済みになりました/u).waitFor();
  await expectMarked("finished");

  // Chosen freely: a problem of the table, and a card that is none.
  await page.getByText("電子証明書（2人）").click();
  await press("失効の確認ができません");
  await press("English");
  await expectTold("Please place your My Number Card on the reader.");
  await press("カードを置く");
  await expectTold("Please enter the 4-digit PIN of your card.");
  await typePin(page, "1234");
  await expectScreen("失効の確認ができません");
  await expectTold(/in another way/u);
  await expectMarked("problem");
  // The language goes with the patient, as in earnest.
  await press("カードを取る");
  await press("もう一度確認する");
  await expectScreen(LAY);
  expect(await told().count()).toBe(0);
  await press("한국어");
  await told().waitFor();
  await press("練習の一覧に戻る");
  await page.getByText(/カードと暗証番号（/u).click();
  await press("マイナンバーカードではない");
  await press("カードを置く");
  await expectScreen("マイナンバーカードではありません");
  expect(await told().count()).toBe(0);
  await press("練習の一覧に戻る");

  await press("練習を終えて受付に戻る");
  await expectScreen(LAY);
  expect(await banner().count()).toBe(0);
  expect(await page.title()).not.toContain("練習");
  const { practised, challenges, checks, consents, compared, stated } = place.center;
  expect(practised).toBeGreaterThan(0);
  expect({ challenges, checks, consents, compared, stated }).toEqual({
    challenges: 0,
    checks: 0,
    consents: null,
    compared: null,
    stated: null,
  });
  expect(complaints).toEqual([]);
});
