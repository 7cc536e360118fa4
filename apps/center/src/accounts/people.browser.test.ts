/** The people of a facility, as a 管理者, somebody new and somebody with two facilities see them, without script. */
import {
  TEST_PASSWORD,
  addMember,
  expectGoodPage,
  giveProof,
  launchBrowser,
  registerFacility,
  startTestCenter,
} from "@madoguchi/test";
import type { FacilityPerson, TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let browser: Browser;
let first: FacilityPerson;
let second: FacilityPerson;
let portal: Page;

beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
  first = await registerFacility(center);
  second = await registerFacility(center);
  portal = await open();
  await portal.context().addCookies(first.visitor.cookies);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

const open = async (): Promise<Page> =>
  (await browser.newContext({ baseURL: center.url })).newPage();

async function expectPlainPage(page: Page, name: string): Promise<void> {
  expect(await page.locator("script").count()).toBe(0);
  await expectGoodPage(page, name);
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole("main").getByRole("button", { name }).click();

const follow = (page: Page, name: string | RegExp) =>
  page.getByRole("main").getByRole("link", { name }).click();

/** Where the link of the last mail leads. */
async function linkTo(mail: string): Promise<string> {
  const { text = "" } = await center.mailTo(mail);

  return /http:\/\/localhost(\/\S+)/.exec(text)?.[1] ?? "";
}

test("a colleague is invited, joins with a password, and gets another role", async () => {
  await portal.goto("/account");
  await follow(portal, /担当者の一覧/);
  await expectPlainPage(portal, "people-alone");
  await follow(portal, "担当者を招待する");
  await press(portal, "招待のメールを送る");
  expect(await portal.title()).toMatch(/^エラー：/);
  await expectPlainPage(portal, "people-invite-errors");
  await portal.getByLabel("招待する方のメールアドレス").fill("kaikei@example.jp");
  await portal.getByLabel("経理").check();
  await press(portal, "招待のメールを送る");
  await portal.getByText("返事待ち").waitFor();
  await expectPlainPage(portal, "people-invited");

  const guest = await open();
  const link = await linkTo("kaikei@example.jp");
  await guest.goto(link);
  await follow(guest, "招待を断る");
  await expectPlainPage(guest, "people-decline");
  await follow(guest, "やめて戻る");
  await press(guest, "担当者に加わる");
  await expectPlainPage(guest, "people-join-errors");
  await guest.getByLabel("あなたの氏名").fill("会計 三郎");
  await guest.getByLabel(/^新しいパスワード(?!（)/).fill(TEST_PASSWORD);
  await guest.getByLabel("新しいパスワード（確認）").fill(TEST_PASSWORD);
  await guest.getByLabel("利用規約に同意します").check();
  await press(guest, "担当者に加わる");
  await guest.getByText(first.facilityName).first().waitFor();
  await guest.goto(link);
  await expectPlainPage(guest, "people-link-ended");

  await portal.goto("/account/people");
  await follow(portal, /会計 三郎/);
  await expectPlainPage(portal, "people-member");
  await portal.getByLabel("受付").check();
  await press(portal, "役割を変える");
  await portal.getByText("役割を変えました").waitFor();
  await expectPlainPage(portal, "people-two");
  await follow(portal, /会計 三郎/);
  await follow(portal, "この施設の担当から外す");
  await expectPlainPage(portal, "people-remove");
});

test("管理者 is handed over to somebody with a facility of their own", async () => {
  await portal.goto("/account/people/hand-over?year=2020&month=1&day=1");
  await portal.getByLabel("次の管理者のメールアドレス").fill(second.mail);
  await press(portal, "引き継ぎのメールを送る");
  await expectPlainPage(portal, "people-hand-over-errors");
  await portal.getByLabel("受付として残る").check();
  await press(portal, "引き継ぎのメールを送る");
  await portal.getByText("管理者の引き継ぎをお願いしています").waitFor();
  await expectPlainPage(portal, "people-hand-over-offered");

  const link = await linkTo(second.mail);
  await portal.goto(link);
  await portal.getByRole("heading", { name: "別の方への招待です" }).waitFor();
  await expectPlainPage(portal, "people-other-person");
  const successor = await open();
  await successor.goto(link);
  await successor.getByLabel("メールアドレス").fill(second.mail);
  await successor.getByLabel("パスワード").fill(TEST_PASSWORD);
  await press(successor, "ログイン");
  await successor.getByRole("heading", { name: "施設の担当者になる" }).waitFor();
  await expectPlainPage(successor, "people-join");
  await press(successor, "担当者に加わる");
  await giveProof(center, second.mail);
  await successor.goto("/account/people");
  await successor.getByText("受付 花子（あなた）").waitFor();
  await portal.goto("/account/people");
  await portal.getByText("施設の担当者を管理すること").waitFor();
});

test("two tabs, two facilities: a form goes to neither by mistake, and nothing typed is lost", async () => {
  const colleague = await addMember(center, first.facilityCode, ["administrator"]);
  await second.visitor.post("/account/people/invite", {
    mail: colleague.mail,
    roles: "administrator",
  });
  const page = await open();
  await page.context().addCookies(colleague.visitor.cookies);
  await page.goto(await linkTo(colleague.mail));
  await press(page, "担当者に加わる");
  await page.getByText(second.facilityName).first().waitFor();
  await page.goto("/procedures/details");
  await page.getByLabel("施設の名称").fill("架空ふたつめ医院");

  const tab = await page.context().newPage();
  await tab.goto("/home");
  await tab.getByRole("link", { name: "施設を切り替える" }).click();
  await expectPlainPage(tab, "facilities");
  await press(tab, /切り替える/);
  await tab.getByText(first.facilityName).first().waitFor();

  await page.bringToFront();
  await press(page, "内容と影響を確かめる");
  await page.getByRole("heading", { name: "別の施設の画面からの入力です" }).waitFor();
  await expectPlainPage(page, "facilities-other");
  await press(page, /に切り替えて続ける/);
  await page.getByRole("heading", { name: "入力した内容を送りますか" }).waitFor();
  await expectPlainPage(page, "facilities-resume");
  await press(page, "送る");
  expect(await page.getByLabel("施設の名称").inputValue()).toBe("架空ふたつめ医院");
  await page.getByText(second.facilityName).first().waitFor();

  await page.goto("/account");
  await expectPlainPage(page, "account-two");
  await follow(page, new RegExp(`担当を外れる.*${second.facilityName}`));
  await expectPlainPage(page, "people-leave");
  await press(page, "担当を外れる");
  await page.getByText("担当を外れました").waitFor();
});

test("who has an account registers a further facility with it", async () => {
  const person = await registerFacility(center);
  const page = await open();
  await page.context().addCookies(person.visitor.cookies);
  await center.visitor().post("/register", {
    kind: "treatment",
    code: "協13-7654321-0",
    facilityName: "架空はり灸院",
    founder: "架空 太郎",
    postalCode: "100-0013",
    address: "東京都千代田区霞が関1-2-2（架空）",
    phone: "03-0000-0000",
    personName: "受付 花子",
    mail: person.mail,
    consent: "yes",
  });
  await page.goto(await linkTo(person.mail));
  await page.getByRole("heading", { name: "施設を加える" }).waitFor();
  await expectPlainPage(page, "register-further");
  await press(page, "施設を加える");
  await page.getByText("架空はり灸院").first().waitFor();
});
