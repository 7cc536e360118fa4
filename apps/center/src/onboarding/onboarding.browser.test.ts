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
import type { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let browser: Browser;
/** The applicant's browser and the official's. */
let portal: Page;
let office: Page;
let person: FacilityPerson;

beforeAll(async () => {
  center = await startTestCenter();
  browser = await launchBrowser();
  person = await registerFacility(center);
  const open = async () => (await browser.newContext({ baseURL: center.url })).newPage();
  portal = await open();
  office = await open();
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function signIn(page: Page, path: string, mail: string): Promise<void> {
  await page.goto(path);
  await signInHere(page, mail);
}

/** Without fault, and without script. */
async function expectPlainPage(page: Page, name: string): Promise<void> {
  expect(await page.locator("script").count()).toBe(0);
  await expectGoodPage(page, name);
}

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

const planned = tokyoToday(systemClock).add({ days: 20 });

async function fillDate({ year, month, day }: Temporal.PlainDate): Promise<void> {
  await portal.getByLabel("年", { exact: true }).fill(String(year));
  await portal.getByLabel("月", { exact: true }).fill(String(month));
  await portal.getByLabel("日", { exact: true }).fill(String(day));
}

async function openReview(): Promise<void> {
  await office.goto("/office");
  await office.getByRole("link", { name: person.facilityName }).click();
}

test("the front door, registration and sign-in", async () => {
  await portal.goto("/");
  await expectPlainPage(portal, "front");
  await portal.goto("/register");
  await expectPlainPage(portal, "register");
  await press(portal, "次へ");
  await expectPlainPage(portal, "register-errors");
  await portal.goto("/register/sent");
  await expectPlainPage(portal, "register-sent");
  await portal.goto("/home");
  await expectPlainPage(portal, "sign-in");
});

test("an application from the first page to its submission", async () => {
  await signIn(portal, "/sign-in", person.mail);
  await expectPlainPage(portal, "home-start");
  await press(portal, "購入が済んだ");
  await portal.getByRole("link", { name: "利用申請へ進む" }).click();
  await expectGoodPage(portal, "application-blank");
  await press(portal, "入力内容を確認する");
  expect(await portal.title()).toMatch(/^エラー：/);
  await expectGoodPage(portal, "application-errors");

  await portal.getByLabel("紙レセプトで請求している").check();
  await portal.getByLabel("パソコン（Windows）と有線の汎用カードリーダー").check();
  await portal.getByLabel("アプリアカウントの数").selectOption("2");
  await fillDate(planned);
  await portal.getByLabel("患者さんの保険の資格を確認するためだけに使います").check();
  await portal.getByLabel("入力した内容は事実のとおりです").check();
  await press(portal, "入力内容を確認する");
  await expectPlainPage(portal, "confirm");
  await press(portal, "この内容で申請する");
  await expectPlainPage(portal, "status-submitted");
});

test("what is typed is saved by itself, survives a lost line, and stays with who typed it", async () => {
  const context = await browser.newContext({ baseURL: center.url });
  const page = await context.newPage();
  const other = await registerFacility(center);
  await signIn(page, "/sign-in?next=/usage-application", other.mail);
  const phone = page.getByLabel("担当者の電話番号");
  await phone.fill("12");
  await page.getByLabel("担当者の氏名").focus();
  await page.getByText("に保存しました").waitFor();
  await page.getByText("エラー：電話番号").waitFor();
  await expectGoodPage(page, "application-autosaved");
  await phone.fill("03-1111-2222");
  await page.getByLabel("担当者の氏名").focus();
  await page.getByText("エラー：電話番号").waitFor({ state: "detached" });
  await page.reload();
  expect(await phone.inputValue()).toBe("03-1111-2222");

  await context.setOffline(true);
  await page.getByLabel("紙レセプトで請求している").check();
  await page.getByText("入力はこのタブだけに控えています").waitFor();
  await expectGoodPage(page, "application-offline");
  await context.setOffline(false);
  await page.getByText("に保存しました").waitFor();
  await page.reload();
  expect(await page.getByLabel("紙レセプトで請求している").isChecked()).toBe(true);

  const signOut = async (label: string) => {
    await context.clearCookies();
    await page.getByLabel(label).check();
    await page.getByText("ログインの時間が切れました").waitFor();
  };
  await signOut("タブレット");
  await expectGoodPage(page, "application-signed-out");
  await page.getByRole("link", { name: "ログインする" }).click();
  await signInHere(page, other.mail);
  await page.getByText("このタブの控えから戻しました").waitFor();
  expect(await page.getByLabel("タブレット").isChecked()).toBe(true);
  await page.getByText("に保存しました").waitFor();

  // Somebody else signs in at the same tab: what was kept there is gone.
  await signOut("スマートフォン");
  await signIn(page, "/sign-in?next=/usage-application", (await registerFacility(center)).mail);
  await page.getByRole("heading", { name: "利用申請" }).waitFor();
  await context.clearCookies();
  await signIn(page, "/sign-in?next=/usage-application", other.mail);
  expect(await page.getByLabel("タブレット").isChecked()).toBe(true);
  expect(await page.getByLabel("スマートフォン").isChecked()).toBe(false);
  await context.close();
});

test("a return, with its reason", async () => {
  await office.goto("/office");
  await expectPlainPage(office, "office-sign-in");
  await signInOfficial(center, office, await addOfficial(center));
  await expectPlainPage(office, "office-queue");
  await office.getByRole("link", { name: person.facilityName }).click();
  await expectPlainPage(office, "review");
  await office.getByRole("link", { name: "差戻し" }).click();
  await press(office, "差し戻す");
  await expectPlainPage(office, "return-errors");
  await office.getByLabel("日付が過ぎている").check();
  await office
    .getByLabel("直しをお願いする理由")
    .fill("運用を始める予定の日が休診日です。診療している日を入力してください。");
  await office.getByLabel("「運用を始める予定の日」について").fill("火曜日は休診とのことです。");
  await press(office, "差し戻す");
  await expectPlainPage(office, "office-queue-empty");
});

test("a correction, and the approval", async () => {
  await portal.goto("/home");
  await expectPlainPage(portal, "home-returned");
  await portal.goto("/usage-application");
  await expectGoodPage(portal, "application-returned");
  await fillDate(planned.add({ days: 7 }));
  await press(portal, "入力内容を確認する");
  await press(portal, "修正を提出");

  await openReview();
  await expectPlainPage(office, "review-corrected");
  await press(office, "承認（アカウント2件を発行）");
  await openDecided();
  await expectPlainPage(office, "review-decided");

  await portal.goto("/usage-application");
  await expectPlainPage(portal, "status-approved");
  await portal.goto("/home");
  await expectPlainPage(portal, "home-approved");
});

async function openDecided(): Promise<void> {
  await office.getByRole("link", { name: /審査済み/ }).click();
  await expectPlainPage(office, "office-queue-decided");
  await office.getByRole("link", { name: person.facilityName }).click();
}

test("the day of going live", async () => {
  await portal.goto("/go-live");
  await expectPlainPage(portal, "go-live");
  await press(portal, "運用開始日を決める");
  await expectPlainPage(portal, "go-live-errors");
  await fillDate(tokyoToday(systemClock));
  await press(portal, "運用開始日を決める");
  await expectPlainPage(portal, "home-live");
  await portal.goto("/go-live");
  await expectPlainPage(portal, "go-live-set");
});

test("pages before their time, and a refusal", async () => {
  person = await registerFacility(center);
  const context = await browser.newContext({ baseURL: center.url });
  portal = await context.newPage();
  await signIn(portal, "/sign-in", person.mail);
  await portal.goto("/go-live");
  await expectPlainPage(portal, "go-live-early");
  await portal.goto("/usage-application");
  await portal.getByLabel("紙レセプトで請求している").check();
  await portal.getByLabel("スマートフォン").check();
  await fillDate(planned);
  await portal.getByLabel("患者さんの保険の資格を確認するためだけに使います").check();
  await portal.getByLabel("入力した内容は事実のとおりです").check();
  await press(portal, "入力内容を確認する");
  await press(portal, "この内容で申請する");

  await openReview();
  await office.getByRole("link", { name: "却下" }).click();
  await expectPlainPage(office, "refuse");
  await office.getByLabel("通常のオンライン資格確認を使う施設").check();
  await office.getByLabel("承認できない理由").fill("オンライン請求をしている医療機関です。");
  await press(office, "却下する");
  await portal.goto("/usage-application");
  await expectPlainPage(portal, "status-refused");
  await portal.getByRole("link", { name: "もう一度申請する" }).click();
  expect(await portal.getByLabel("スマートフォン").isChecked()).toBe(true);
});
