import { openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { seeding } from "@madoguchi/center";
import { tokyoToday } from "@madoguchi/notation";
import {
  expectGoodPage,
  launchBrowser,
  registerFacility,
  startTestCenter,
  signInHere,
} from "@madoguchi/test";
import type { FacilityPerson, TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approveApplication, facilityIdOf, recordValidCheck } from "./preparation.fixture.ts";

let center: TestCenter;
let browser: Browser;
let page: Page;
let db: Db;
let person: FacilityPerson;

beforeAll(async () => {
  center = await startTestCenter();
  browser = await launchBrowser();
  db = openDatabase(center.databaseUrl);
  await transaction(db, (tx) => seeding.seedProgrammes(tx, tokyoToday(systemClock)));
  person = await registerFacility(center);
  page = await (await browser.newContext({ baseURL: center.url })).newPage();
  await page.goto("/sign-in");
  await signInHere(page, person.mail);
});
afterAll(async () => {
  await db.destroy();
  await browser.close();
  await center.close();
});

test("from the questions over the comparison to the chosen way", async () => {
  await page.getByRole("link", { name: "端末を選ぶ" }).click();
  await page.getByLabel("パソコン（Windows 10 か Windows 11）").check();
  await page.getByRole("button", { name: "3つの方法を比べる" }).click();
  await expectGoodPage(page, "devices-errors");
  await page
    .getByRole("radiogroup", { name: /インターネット/ })
    .getByLabel("Wi-Fi")
    .check();
  for (const question of [/受付の外でも/, /置くだけ/, /読み上げ/]) {
    await page.getByRole("radiogroup", { name: question }).getByLabel("いいえ").check();
  }
  await page.getByLabel("タブレットを買うときの見積額").fill("29,800");
  await page.getByRole("button", { name: "3つの方法を比べる" }).click();
  await expectGoodPage(page, "devices-compare");
  await page.getByRole("button", { name: "パソコンに決める" }).click();
  await page.getByText("選んだ方法：パソコン").waitFor();
});

test("how the work at reception changes", async () => {
  await page.goto("/preparation/reception");
  await expectGoodPage(page, "reception-flow-pc");
  await page.getByRole("link", { name: "スマートフォン", exact: true }).click();
  await page.getByRole("link", { name: /顔写真/ }).click();
  await expectGoodPage(page, "reception-flow-phone");
  await page.getByRole("button", { name: "確認が済んだ" }).click();
  await page.getByRole("link", { name: "印刷用のチェックリストを開く" }).click();
  await expectGoodPage(page, "home-print");
});

test("the day of going live, asked for after the first check, and the end of reminders", async () => {
  const facilityId = await facilityIdOf(db, person.facilityCode);
  await approveApplication(db, facilityId, systemClock.now());
  await recordValidCheck(db, facilityId, systemClock.now());
  await page.goto("/home");
  await expectGoodPage(page, "home-go-live");
  await page.getByRole("button", { name: "この日に決める" }).click();
  await page.getByText("運用開始日：").waitFor();
  await page.getByRole("button", { name: "お知らせメールを止める" }).click();
  await page.getByRole("button", { name: "お知らせメールをまた受け取る" }).waitFor();
  await page.goto("/reminders/stop?token=x");
  await expectGoodPage(page, "reminders-stop");
  await page.getByRole("button", { name: "お知らせメールを止める" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
    "このリンクは使えません",
  );
});
