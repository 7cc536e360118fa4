/** Through the pages of the procedures as a facility and an official walk them, without script. */
import { tokyoToday } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
import {
  addOfficial,
  expectGoodPage,
  launchBrowser,
  registerFacility,
  signInOfficial,
  startTestCenter,
  signInHere,
} from "@madoguchi/test";
import type { FacilityPerson, TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let browser: Browser;
let portal: Page;
let office: Page;
let person: FacilityPerson;

beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
  person = await registerFacility(center);
  const open = async () => (await browser.newContext({ baseURL: center.url })).newPage();
  [portal, office] = [await open(), await open()];
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function signIn(page: Page, path: string, mail: string): Promise<void> {
  await page.goto(path);
  await signInHere(page, mail);
}

async function expectPlainPage(page: Page, name: string): Promise<void> {
  expect(await page.locator("script").count()).toBe(0);
  await expectGoodPage(page, name);
}

async function fillDay(daysAhead: number): Promise<void> {
  const { year, month, day } = tokyoToday(systemClock).add({ days: daysAhead });
  await portal.getByLabel("年", { exact: true }).fill(String(year));
  await portal.getByLabel("月", { exact: true }).fill(String(month));
  await portal.getByLabel("日", { exact: true }).fill(String(day));
}

const press = (page: Page, name: string) =>
  page.getByRole("main").getByRole("button", { name }).click();

test("a change of name: explained, typed, seen before it is sent", async () => {
  await portal.goto("/");
  await portal
    .getByRole("link", { name: /新設・廃止・コード変更/ })
    .first()
    .click();
  await expectPlainPage(portal, "procedures-public");
  await portal.getByRole("link", { name: "名称・所在地・電話番号の変更の手続きへ" }).click();
  await signIn(portal, portal.url(), person.mail);
  await portal.goto("/procedures/details");
  await press(portal, "内容と影響を確かめる");
  expect(await portal.title()).toMatch(/^エラー：/);
  await expectGoodPage(portal, "procedures-form-errors");
  await portal.getByLabel("施設の名称").fill("架空あたらしい医院");
  await fillDay(10);
  await press(portal, "内容と影響を確かめる");
  await portal.getByRole("heading", { name: "この手続きで起こること" }).waitFor();
  await expectPlainPage(portal, "procedures-preview");
  await press(portal, "入力に戻る");
  expect(await portal.getByLabel("施設の名称").inputValue()).toBe("架空あたらしい医院");
  await press(portal, "内容と影響を確かめる");
  await press(portal, "この内容で提出する");
  await expectPlainPage(portal, "procedures-waiting");
});

test("it is returned, mended and confirmed", async () => {
  await office.goto("/office/procedures");
  await signInOfficial(center, office, await addOfficial(center));
  await office.goto("/office/procedures");
  await expectPlainPage(office, "office-procedures");
  await office.getByRole("link", { name: person.facilityName }).click();
  await expectPlainPage(office, "office-procedure");
  await office.getByRole("link", { name: "差戻し" }).click();
  await press(office, "差し戻す");
  await expectPlainPage(office, "office-procedure-return");
  await office.getByLabel("名簿や届出と違う").check();
  await office.getByLabel("直しをお願いする理由").fill("通知書の名称は「架空新医院」です。");
  await press(office, "差し戻す");
  await office.getByText("差し戻しました。").waitFor();

  await portal.reload();
  await expectPlainPage(portal, "procedures-returned");
  await portal.getByRole("link", { name: "直して提出する" }).click();
  await portal.getByText("通知書の名称は「架空新医院」です。").waitFor();
  await portal.getByLabel("施設の名称").fill("架空新医院");
  await press(portal, "内容と影響を確かめる");
  await press(portal, "この内容で提出する");
  await office.goto("/office/procedures");
  await office.getByRole("link", { name: person.facilityName }).click();
  await press(office, "確認した");
  await office.getByText("内容を確認しました。").waitFor();
  await portal.reload();
  await expectPlainPage(portal, "procedures-scheduled");
});

test("休止 and 廃止 tell what they cost, and what cannot be done says why", async () => {
  await portal.goto("/procedures/resume");
  await portal.getByText("再開の手続きは要りません").waitFor();
  await expectPlainPage(portal, "procedures-not-now");
  await portal.goto("/procedures/suspend");
  await fillDay(0);
  await press(portal, "内容と影響を確かめる");
  await press(portal, "この内容で届け出る");
  await portal.goto("/procedures/close");
  await fillDay(30);
  await press(portal, "内容と影響を確かめる");
  await expectPlainPage(portal, "procedures-close-preview");
  await press(portal, "この内容で届け出る");
  await portal.goto("/procedures");
  await expectPlainPage(portal, "procedures-own");
  await portal.goto("/procedures/code");
  await expectPlainPage(portal, "procedures-code-not-now");
});
