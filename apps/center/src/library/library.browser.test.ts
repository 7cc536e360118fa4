/** The public pages as readers see them: no script, no fault that axe can find, nothing that reaches out sideways. */
import { expectGoodPage, launchBrowser, startTestCenter } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
  page = await browser.newPage({ javaScriptEnabled: true });
});

afterAll(async () => {
  await browser.close();
  await center.close();
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
