/** From the five questions to the registration, as somebody walks who has never been here. */
import { openDatabase, transaction } from "@madoguchi/platform";
import { expectGoodPage, launchBrowser, startTestCenter } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertMaster } from "./index.ts";

let center: TestCenter;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
  const context = await browser.newContext({ baseURL: center.url, javaScriptEnabled: true });
  page = await context.newPage();
  await using db = openDatabase(center.databaseUrl);
  await transaction(db, (tx) =>
    insertMaster(tx, [
      {
        code: "1310113715",
        kind: "medical",
        prefectureCode: "13",
        name: "架空名簿医院",
        founder: "架空 一郎",
        postalCode: "1000013",
        address: "東京都千代田区霞が関1-2-2（架空）",
        phone: "0300000000",
        designatedOn: null,
        designatedUntil: null,
        source: "架空厚生局の一覧表",
        listedOn: Temporal.PlainDate.from("2026-11-01"),
        leftOn: null,
      },
    ]),
  );
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function expectPlainPage(name: string): Promise<void> {
  expect(await page.locator("script").count()).toBe(0);
  await expectGoodPage(page, name);
}

async function answer(label: string | RegExp): Promise<void> {
  await page.getByRole("main").getByLabel(label).first().check();
  await page.getByRole("button", { name: "次へ" }).click();
}

test("five questions lead to a target, and from there the answers come along", async () => {
  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: "わたしの施設は対象ですか" }).click();
  await expectPlainPage("eligible-kind");
  await page.getByRole("button", { name: "次へ" }).click();
  expect(await page.title()).toMatch(/^エラー：/);
  await expectPlainPage("eligible-unanswered");
  await answer("病院・医科診療所");
  await answer("オンラインか電子媒体（CDなど）で請求している");
  await expectPlainPage("eligible-full-type");
  await answer(/類型4/);
  await page.getByRole("heading", { name: /対象です：猶予届の類型4/ }).waitFor();
  await expectPlainPage("eligible-target");
  await page.getByRole("link", { name: "この内容で新規ユーザー登録へ" }).click();
  expect(await page.getByLabel("医科診療所・病院").isChecked()).toBe(true);
  await expectPlainPage("register-code");

  await page.getByLabel("医療機関コード（施術所は登録記号番号）").fill("131-011371-6");
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByText("検証番号の計算").click();
  await expectPlainPage("register-check-digit");
  await page.getByLabel("医療機関コード（施術所は登録記号番号）").fill("");
  await page.getByText("10桁のコードが分からないとき").click();
  await page.getByLabel("都道府県").selectOption("東京都");
  await page.getByLabel("番号（7桁）").fill("0113715");
  await page.getByRole("button", { name: "次へ" }).click();
  expect(await page.getByLabel("施設の名称").inputValue()).toBe("架空名簿医院");
  await page.getByText("猶予届の類型4").waitFor();
  await expectPlainPage("register-details");
  await page.getByRole("button", { name: "確認メールを送る" }).click();
  await expectPlainPage("register-details-errors");
  expect(await page.getByLabel("施設の名称").inputValue()).toBe("架空名簿医院");
});

test("who is no target hears why and what else there is, and can go back to any answer", async () => {
  await page.goto("/eligible?kind=medical&claims=electronic&fullType=introduced&place=visit");
  await page.getByRole("heading", { name: /居宅同意取得型/ }).waitFor();
  expect(await page.getByRole("link", { name: "この内容で新規ユーザー登録へ" }).count()).toBe(0);
  await expectPlainPage("eligible-other");
  await page.getByRole("link", { name: /変更.*保険の費用を/u }).click();
  await answer("紙のレセプトで請求している");
  await page.getByRole("heading", { name: "質問3" }).waitFor();
  await answer("導入も届出もしていない");
  await page.getByRole("heading", { name: /対象です：紙レセプト等/ }).waitFor();
});
