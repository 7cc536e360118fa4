/** 担当者: asked where the facility wants it, sent with each deed, and asked again whenever the app was opened. */
import { expectGoodPage, launchBrowser } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import { register, typePin } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;

const WAITING = "マイナンバーカードを置いてください";
const WHO = "担当者を選んでください";

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
  context = await browser.newContext();
  page = await context.newPage();
  await register(page, place.url);
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();
const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const atHead = (name: string) => page.getByRole("banner").getByText(`担当者：${name}`).waitFor();

/** @returns in whose name the check came */
async function check(): Promise<string | undefined> {
  const checkedAt = new Date().toISOString();
  place.center.answer = { ...validAnswer, checkId: crypto.randomUUID(), checkedAt };
  place.lay();
  await typePin(page);
  await expectScreen("有効");
  await press(/次の患者さん/u);
  place.take();
  await expectScreen(WAITING);

  return place.center.operators.at(-1);
}

async function inSettings(work: () => Promise<void>): Promise<void> {
  await press(/^設定/u);
  await expectScreen("この受付の設定");
  await work();
  await press("受付に戻る");
}

const choose = (group: RegExp, words: string) =>
  page.getByRole("radiogroup", { name: group }).getByRole("radio", { name: words }).check();

async function keep(group: RegExp, words: string): Promise<void> {
  await choose(group, words);
  await press("設定を保存する");
  await page.getByText("設定を保存しました。").waitFor();
}

test("nobody is asked until the facility wants it; then whoever is chosen or added stands beside each check", async () => {
  expect(await check()).toBeUndefined();
  await inSettings(async () => {
    await keep(/今日の一覧/u, "その日の終わりまで残す");
    await keep(/担当者の名前/u, "残す");
  });
  await expectScreen(WHO);
  await expectGoodPage(page, "operator-first");
  await press("加えて受付する");
  await page.getByRole("alert").getByText("30文字までで入力").waitFor();
  expect(await page.title()).toMatch(/^エラー：/u);
  await page.getByLabel("一覧にない担当者の名前").fill("　佐藤　１ ");
  await page.keyboard.press("Enter");
  await expectScreen(WAITING);
  await atHead("佐藤 1");
  await expectGoodPage(page, "operator-waiting");
  expect(await check()).toBe("佐藤 1");

  await press("担当者を替える");
  await expectScreen(WHO);
  await page.getByLabel("一覧にない担当者の名前").fill("佐藤 1");
  await press("加えて受付する");
  await page.getByRole("alert").getByText("同じ名前が一覧にあります。").waitFor();
  await page.getByLabel("一覧にない担当者の名前").fill("鈴木");
  await press("加えて受付する");
  await atHead("鈴木");
  expect(await check()).toBe("鈴木");
  await press("担当者を替える");
  await expectGoodPage(page, "operator-choose");
  await page.getByRole("radio", { name: "佐藤 1" }).check();
  await press("変えずに受付に戻る");
  expect(await check()).toBe("鈴木");

  await press("今日の一覧");
  await page.getByRole("cell", { name: "佐藤 1" }).waitFor();
  await expectGoodPage(page, "operator-today");
  await press("受付に戻る");
});

test("a name cannot be changed while a patient is there, and what was checked without the center keeps it", async () => {
  const { challenges } = place.center;
  place.lay();
  await expect.poll(() => place.center.challenges).toBe(challenges + 1);
  await page.route("**/api/**", (route) => route.abort());
  await typePin(page);
  await press("カードだけで確かめる");
  await typePin(page);
  await expectScreen("オフラインで確認");
  await atHead("鈴木");
  expect(await page.getByRole("button", { name: "担当者を替える" }).count()).toBe(0);
  place.take();
  await press("次の患者さん");
  await press("担当者を替える");
  await page.getByRole("radio", { name: "佐藤 1" }).check();
  await press("この担当者で受付する");
  await atHead("佐藤 1");
  await page.unroute("**/api/**");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  // By whoever checked, not by whoever is there when it is sent.
  await expect.poll(() => place.center.offline.length).toBe(1);
  expect(place.center.operators.at(-1)).toBe("鈴木");
});

test("opened anew it asks, and one desk alone reads the card afterwards", async () => {
  await page.reload();
  await expectScreen(WHO);
  await press("この担当者で受付する");
  await expectScreen(WAITING);
  const { challenges } = place.center;
  expect(await check()).toBe("佐藤 1");
  expect(place.center.challenges).toBe(challenges + 1);
});

test("after the automatic lock it is asked again, with the last one chosen already", async () => {
  await inSettings(async () => {
    await page.getByLabel("新しい番号").fill("24681");
    await choose(/自動でロックする/u, "5分");
    await press("ロックの番号を決める");
    await page.getByText("ロックの設定を保存しました。").waitFor();
  });
  await atHead("佐藤 1");
  await page.clock.install();
  expect(await check()).toBe("佐藤 1");
  await page.clock.runFor(5 * 60_000 + 1000);
  await expectScreen("この受付はロックされています");
  expect(await page.getByText("佐藤").count()).toBe(0);
  await page.getByLabel("ロックの番号").fill("24681");
  await press("ロックを解除する");
  await expectScreen(WHO);
  expect(await page.getByRole("radio", { name: "佐藤 1" }).isChecked()).toBe(true);
  await press("この担当者で受付する");
  expect(await check()).toBe("佐藤 1");
});

test("names go from the list, and with the setting nobody is asked or told any more", async () => {
  await inSettings(async () => {
    await expectGoodPage(page, "operator-settings");
    await press("担当者を選ぶ・加える・外す");
    await expectScreen(WHO);
    await page.getByText("担当者を一覧から外す").click();
    await expectGoodPage(page, "operator-remove");
    await press(/^外す.*佐藤 1$/u);
    expect(await page.getByRole("radio").count()).toBe(1);
    await press("この担当者で受付する");
    await page.getByRole("alert").getByText("担当者を選んでください。").waitFor();
    await press("変えずに");
    await press(/^設定/u);
    await keep(/担当者の名前/u, "残さない");
  });
  await expectScreen(WAITING);
  expect(await page.getByText("担当者：").count()).toBe(0);
  expect(await check()).toBeUndefined();
});
