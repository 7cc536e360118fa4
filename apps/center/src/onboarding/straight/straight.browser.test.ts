/** The rule's terms, what it did to a case, a correction and a message, as an official and an applicant see them. */
import { hashPassword, openDatabase, systemClock } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import {
  addOfficial,
  expectGoodPage,
  launchBrowser,
  official,
  signInHere,
  signInOfficial,
  startTestCenter,
  TEST_PASSWORD,
} from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeDrawn } from "./demo.ts";
import { insertSpotless } from "./straight.fixture.ts";

let center: TestCenter;
let db: Db;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl, { max: 2 });
  browser = await launchBrowser();
  page = await (await browser.newContext({ baseURL: center.url })).newPage();
  await page.goto("/office/straight-through");
  await signInOfficial(center, page, await addOfficial(center));
  await page.goto("/office/straight-through");
});
afterAll(async () => {
  await browser.close();
  await db.destroy();
  await center.close();
});

const press = (name: string) => page.getByRole("button", { name }).click();
const judge = (id: string, isInSample: boolean) =>
  judgeDrawn({ db, clock: systemClock }, id, isInSample, 10);

test("the rule is switched on by two, and its cases say what it found", async () => {
  await expectGoodPage(page, "straight-off");
  await page.getByRole("link", { name: "歯科診療所の変更を提案する" }).click();
  await page.getByLabel("抜き取って人が審査する割合").fill("0");
  await press("提案する");
  expect(await page.title()).toMatch(/^エラー：/);
  await expectGoodPage(page, "straight-form-error");
  await page.getByLabel("使う", { exact: true }).check();
  await page.getByLabel("抜き取って人が審査する割合").fill("10");
  await press("提案する");
  await page.getByText("ほかの職員の確認を待っています").waitFor();
  await expectGoodPage(page, "straight-proposal");
  await (await official(center)).post(`${new URL(page.url()).pathname}/confirm`, {});

  const held = await insertSpotless(db, systemClock);
  const sampled = await insertSpotless(db, systemClock);
  const differing = await insertSpotless(db, systemClock, { address: "大阪府（架空）" });
  await judge(held.id, false);
  await judge(sampled.id, true);
  await judge(differing.id, false);
  await page.goto("/office/straight-through");
  await page.getByText("使っています", { exact: true }).waitFor();
  await expectGoodPage(page, "straight-on");
  await page.goto("/office");
  await page.getByText("抜取りの確認").waitFor();
  await expectGoodPage(page, "straight-queue");
  await page.goto(held.path);
  await page.getByText("人は決めていません。止めると").waitFor();
  await expectGoodPage(page, "straight-held");
  await press("自動の決定を止める");
  await page.getByText("決定を取り消しました").waitFor();
  await page.goto(sampled.path);
  await page.getByText("抜取りのくじ：").click();
  await expectGoodPage(page, "straight-sample");
  await page.goto(differing.path);
  await page.getByText("所在地が違います。").waitFor();
  await expectGoodPage(page, "straight-rules");

  await page.getByRole("link", { name: "申請の内容を訂正する" }).click();
  await press("訂正する");
  await expectGoodPage(page, "correct-error");
  await page.getByLabel("アプリアカウントの数").selectOption("3");
  await page.getByLabel("訂正の理由").fill("電話で担当の方に確かめました。");
  await press("訂正する");
  await page.getByText("申請の内容を訂正しました。前と後").waitFor();
  await press("メッセージを送る");
  await expectGoodPage(page, "message-error");
  await page.getByLabel("施設へのメッセージ").fill("所在地の届出を確かめてください。");
  await press("メッセージを送る");
  await page.getByText("メッセージを送りました。").waitFor();
  await expectGoodPage(page, "case-with-talk");

  await db
    .updateTable("account")
    .set({ passwordHash: await hashPassword(TEST_PASSWORD) })
    .where("mail", "=", differing.mail)
    .execute();
  const portal = await (await browser.newContext({ baseURL: center.url })).newPage();
  await portal.goto("/sign-in");
  await signInHere(portal, differing.mail);
  await portal.goto("/usage-application");
  await portal.getByText("これは違います").waitFor();
  await expectGoodPage(portal, "corrected-status");
});
