/** The public pages as readers see them: no script, no fault that axe can find, nothing that reaches out sideways. */
import { seeding } from "@madoguchi/center";
import { tokyoToday } from "@madoguchi/notation";
import { newId, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import {
  addOfficial,
  expectGoodPage,
  launchBrowser,
  signInOfficial,
  startTestCenter,
} from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let db: Db;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
  db = openDatabase(center.databaseUrl);
  await transaction(db, (tx) => seeding.seedNotices(tx, tokyoToday(systemClock), newId()));
  page = await browser.newPage();
});

afterAll(async () => {
  await browser.close();
  await center.close();
  await db.destroy();
});

test("the front door, the notices and the search, without a script", async () => {
  await page.goto(center.url);
  await expectGoodPage(page, "front");
  expect(await page.locator("script").count()).toBe(0);
  await page.getByRole("link", { name: "お知らせの一覧" }).click();
  await expectGoodPage(page, "notices");
  await page.getByRole("link", { name: /領収書の宛名/ }).click();
  await page.getByRole("button", { name: "評価を送る" }).click();
  await expectGoodPage(page, "notice-error");
  await page.getByRole("radio", { name: /とても役に立った/ }).check();
  await page.getByRole("button", { name: "評価を送る" }).click();
  await page.getByText("評価を受け付けました").waitFor();
  await expectGoodPage(page, "notice-rated");
  await page.goto(center.url);
  await page.getByRole("searchbox").fill("りょうしゅうしょ");
  await page.getByRole("searchbox").fill("ｶｰﾄﾞ");
  await page.getByRole("searchbox").press("Enter");
  await page.getByText("件見つかりました").waitFor();
  await expectGoodPage(page, "search");
  await page.getByRole("searchbox").fill("はんこが見つかりません");
  await page.getByRole("button", { name: "検索" }).click();
  await expectGoodPage(page, "search-nothing");
});

test("the feed and the sitemap are well-formed", async () => {
  await page.goto(center.url);
  for (const path of ["/feed.atom", "/sitemap.xml"]) {
    const xml = await (await page.request.get(center.url + path)).text();
    const found = await page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, "application/xml");

      return [
        document.querySelector("parsererror") === null,
        document.querySelectorAll("entry, url").length,
      ];
    }, xml);
    expect(found).toEqual([true, expect.toSatisfy((count: number) => count >= 9)]);
  }
});

test("the office writes a notice and looks at it first", async () => {
  const mail = await addOfficial(center);
  await page.goto(`${center.url}/office/sign-in`);
  await signInOfficial(center, page, mail);
  await page.getByRole("link", { name: "お知らせ", exact: true }).first().click();
  await expectGoodPage(page, "office-notices");
  await page.getByRole("link", { name: "お知らせを書く" }).click();
  await page.getByRole("button", { name: "読む方に見える形を確かめる" }).click();
  await expectGoodPage(page, "office-notice-errors");
  await page.getByRole("radio", { name: "07　資格確認限定型" }).check();
  await page.getByRole("radio", { name: "お知らせ", exact: true }).check();
  await page.getByLabel("題名").fill("年末の受付（架空）");
  await page.getByLabel("本文").fill("## 日程\n\n- 12月28日まで受け付けます。");
  await page.getByRole("button", { name: "読む方に見える形を確かめる" }).click();
  await page.getByRole("heading", { name: "日程" }).waitFor();
  await expectGoodPage(page, "office-notice-preview");
  await page.getByRole("button", { name: "もう1人の確認に出す" }).click();
  await page.getByText("もう1人の確認待ち").waitFor();
  await expectGoodPage(page, "office-notice-proposal");
  await page.goto(`${center.url}/office/notices`);
  await page.getByText("「年末の受付（架空）」が、もう1人の確認を待っています").waitFor();
});

test("from the shelves to an article, with a word explained on the way", async () => {
  await page.goto(`${center.url}/help`);
  await expectGoodPage(page, "help");
  await page.getByRole("link", { name: "調べ方と問い合わせ方" }).click();
  const meaning = page.getByText("先頭の2桁は都道府県を表します。");
  expect(await meaning.isVisible()).toBe(false);
  // By keyboard, and without a script of ours.
  await page.getByRole("button", { name: "医療機関コード" }).first().focus();
  await page.keyboard.press("Enter");
  expect(await meaning.isVisible()).toBe(true);
  await expectGoodPage(page, "article-term");
  await page.keyboard.press("Escape");
  expect(await meaning.isVisible()).toBe(false);
  expect(await page.locator("script").count()).toBe(0);
  await page.getByRole("link", { name: "用語集" }).first().click();
  await expectGoodPage(page, "glossary");
});

test("a manual with pictures and tables, and the sheets for patients in their languages", async () => {
  for (const [path, name] of [
    ["/help/KB0010157", "manual"],
    ["/help/KB0010170", "article-languages"],
    ["/posters", "posters"],
  ] as const) {
    await page.goto(center.url + path);
    await expectGoodPage(page, name);
  }
  await page
    .getByRole("link", { name: "한국어（PDF、マイナンバーカードで受付できます）" })
    .waitFor();
});
