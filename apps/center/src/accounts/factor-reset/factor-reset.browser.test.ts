/** A lost telephone, as the person, their 管理者 and the officials see it, without script. */
import { createSeal, openDatabase, transaction } from "@madoguchi/platform";
import {
  addMember,
  addOfficial,
  expectGoodPage,
  giveProof,
  registerFacility,
  signInOfficial,
  TEST_SECRET_KEY,
} from "@madoguchi/test";
import type { FacilityPerson } from "@madoguchi/test";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertConfirmedTotp } from "../actions/second-factor.ts";
import { mailedLink, press, signIn, startDoors } from "../doors.fixture.ts";
import type { Doors } from "../doors.fixture.ts";

let doors: Doors;
let facility: FacilityPerson;
let mail: string;
let phoneless: Page;
let office: Page;

beforeAll(async () => {
  doors = await startDoors();
  facility = await registerFacility(doors.center);
  ({ mail } = await addMember(doors.center, facility.facilityCode, ["reception"]));
  await giveApp();
  [phoneless, office] = await Promise.all([doors.openBrowser(), doors.openBrowser()]);
});
afterAll(() => doors.close());

/** An authenticator app whose telephone is gone. */
async function giveApp(): Promise<void> {
  const db = openDatabase(doors.center.databaseUrl, { max: 1 });
  const { id } = await db
    .selectFrom("account")
    .select("id")
    .where("mail", "=", mail)
    .executeTakeFirstOrThrow();
  const sealing = { seal: createSeal(TEST_SECRET_KEY), clock: doors.center.clock };
  const secret = new TextEncoder().encode("09876543210987654321");
  await transaction(db, (tx) => insertConfirmedTotp(sealing, tx, id, secret));
  await db.destroy();
}

const follow = (page: Page, name: string | RegExp) =>
  page.getByRole("main").getByRole("link", { name }).click();

async function openOffice(): Promise<void> {
  await office.context().clearCookies();
  await office.goto("/office/factor-resets");
  await signInOfficial(doors.center, office, await addOfficial(doors.center));
}

test("the person asks on the way in, and sees how it stands", async () => {
  await phoneless.goto("/home");
  await expectGoodPage(phoneless, "sign-in");
  await signIn(phoneless, mail);
  await expectGoodPage(phoneless, "confirm-app");
  await follow(phoneless, "確認方法の解除");
  await expectGoodPage(phoneless, "factors-lost");
  await press(phoneless, "解除を申し込む");
  expect(await phoneless.title()).toMatch(/^エラー：/);
  await expectGoodPage(phoneless, "factors-lost-errors");
  await phoneless.getByLabel("スマートフォンや鍵をなくした").check();
  await press(phoneless, "解除を申し込む");
  await phoneless.getByText("本人の確認を待っています").waitFor();
  await expectGoodPage(phoneless, "factors-lost-open");
});

test("one official calls back, another approves", async () => {
  await openOffice();
  await expectGoodPage(office, "factor-resets");
  await follow(office, /担当/);
  await expectGoodPage(office, "factor-reset-check");
  await press(office, "確認を記録する");
  expect(await office.title()).toMatch(/^エラー：/);
  await expectGoodPage(office, "factor-reset-check-errors");
  await office.getByLabel(facility.facilityName).check();
  await office.getByLabel("電話で話した方").fill("院長 架空 太郎");
  await office.getByLabel("ご本人と確かめた方法").fill("院長が在籍を認めた");
  await office.getByLabel("登録の電話番号に、こちらからかけ直しました").check();
  await press(office, "確認を記録する");
  await office.getByText("ほかの職員に承認を頼んでください").waitFor();
  await expectGoodPage(office, "factor-reset-checked");
  await openOffice();
  await follow(office, /担当/);
  await expectGoodPage(office, "factor-reset-approve");
  await follow(office, "断る");
  await expectGoodPage(office, "factor-reset-decline");
  await follow(office, "やめて戻る");
  await press(office, "承認する");
  await office.getByText(/に解除します/).waitFor();
  await expectGoodPage(office, "factor-reset-waiting");
  await office.goto("/office/factor-resets/new");
  await expectGoodPage(office, "factor-reset-new");
});

test("the link of the mail stops it, and its end is said", async () => {
  const link = await mailedLink(doors.center, mail);
  const anybody = await doors.openBrowser();
  await anybody.goto(link);
  await expectGoodPage(anybody, "factor-reset-stop");
  await press(anybody, "解除を取りやめる");
  await expectGoodPage(anybody, "factor-reset-stopped");
  await anybody.goto(link);
  await expectGoodPage(anybody, "factor-reset-stop-ended");
});

test("a 管理者 asks for a colleague from the list of people", async () => {
  const boss = await doors.openBrowser();
  await boss.goto("/account/people");
  await signIn(boss, facility.mail);
  await giveProof(doors.center, facility.mail);
  await follow(boss, /：担当/);
  await expectGoodPage(boss, "people-member-factor");
  await follow(boss, "確認方法の解除");
  await expectGoodPage(boss, "people-factor-reset");
  await boss.getByLabel("スマートフォンを買い替えた").check();
  await press(boss, "解除を申し込む");
  await boss.getByText("本人の確認を待っています").waitFor();
  await expectGoodPage(boss, "people-factor-reset-open");
});
