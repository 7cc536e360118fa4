import { tokyoToday } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
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
let browser: Browser;
beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function enter(path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(center.url + path);
  await signInOfficial(center, page, await addOfficial(center));

  return page;
}

async function bring(page: Page, text: string): Promise<void> {
  const day = tokyoToday(systemClock);
  await page.getByLabel("一覧のファイル").setInputFiles({
    name: "機種.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });
  await page.getByLabel("年", { exact: true }).fill(String(day.year));
  await page.getByLabel("月", { exact: true }).fill(String(day.month));
  await page.getByLabel("日", { exact: true }).fill(String(day.day));
  await page.getByRole("button", { name: "違いを確かめる" }).click();
}

test("the list of devices goes out, comes back changed, and is decided by another", async () => {
  const page = await enter("/office/devices");
  await page.getByRole("heading", { name: /^いまの一覧/ }).waitFor();
  await expectGoodPage(page, "devices-list");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "いまの一覧をCSVで受け取る" }).click(),
  ]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part));
  const csv = Buffer.concat(parts).toString();

  await page.getByRole("link", { name: "新しい一覧を取り込む" }).click();
  await bring(page, csv.replaceAll("カードリーダー,AB Circle", "プリンター,AB Circle"));
  await page.getByText("「種類」を読み取れません。").first().waitFor();
  await expectGoodPage(page, "devices-faults");
  await bring(page, csv.replaceAll("5000", "4500"));
  await page.getByRole("heading", { name: "変わるところ　1件" }).waitFor();
  await expectGoodPage(page, "devices-proposal");

  const other = await enter(new URL(page.url()).pathname);
  await other.getByRole("button", { name: "この一覧に決める" }).click();
  await other.getByText("確認済み").waitFor();
  await other.getByRole("link", { name: "機種の一覧" }).first().click();
  await other.getByText("使用中").waitFor();
  expect(await other.getByRole("cell", { name: "4,500円", exact: true }).count()).toBe(1);
  await expectGoodPage(other, "devices-versions");
});

test("a notice is seen as its readers will see it while it is written", async () => {
  const page = await enter("/office/notices/new");
  const seen = page.getByRole("region", { name: "書いている文章の見え方" });
  await page
    .getByRole("textbox", { name: "本文" })
    .fill("**8時**から、[[医療機関コード]]を確かめます。");
  await seen.getByText("8時", { exact: true }).waitFor();
  expect(await seen.locator("strong").first().textContent()).toBe("8時");
  await expectGoodPage(page, "notice-live");
  await page.getByRole("textbox", { name: "本文" }).fill("あ".repeat(61));
  await seen.getByText(/60文字を超える文を分けてください/).waitFor();
  // What could be shown last stays.
  expect(await seen.locator("strong").first().textContent()).toBe("8時");
});
