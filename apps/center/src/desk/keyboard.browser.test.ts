/** An official works through the queue and never touches the mouse. */
import { openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import {
  addOfficial,
  expectGoodPage,
  keyboardUser,
  launchBrowser,
  official,
  signInOfficial,
  startTestCenter,
} from "@madoguchi/test";
import type { KeyboardUser, TestCenter } from "@madoguchi/test";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faulty, insertWaiting, spotless } from "./desk.fixture.ts";

const SPOTLESS = 20;
const FAULTY = 10;

let center: TestCenter;
let db: Db;
let browser: Browser;
let user: KeyboardUser;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl, { max: 1 });
  browser = await launchBrowser();
  const page = await (await browser.newContext({ baseURL: center.url })).newPage();
  await page.goto("/office");
  await signInOfficial(center, page, await addOfficial(center));
  await page.getByRole("heading", { name: "利用申請の審査" }).waitFor();
  user = keyboardUser(page);
});
afterAll(async () => {
  await browser.close();
  await db.destroy();
  await center.close();
});

test("twenty spotless and ten faulty applications, each opening the next", async () => {
  const { page } = user;
  const all = Array.from({ length: SPOTLESS + FAULTY }, (_, index) =>
    index % 3 === 2 ? faulty : spotless,
  );
  const waiting = await insertWaiting(db, all);
  await page.reload();
  await user.skip();
  await user.follow(waiting[0]?.name ?? "");
  for (const { name } of waiting) {
    await page.getByRole("heading", { level: 1, name }).waitFor();
    const isFaulty = await page.getByText("予定の日（").isVisible();
    if (!isFaulty) {
      await user.shortcut("a");
      continue;
    }
    await user.shortcut("r");
    await page.getByRole("heading", { name: "申請を差し戻す" }).waitFor();
    await user.skip();
    await user.choose("理由の種類", "日付が過ぎている");
    await user.type("直しをお願いする理由", "運用を始める予定の日が過ぎています。");
    // Enter in a line of text sends the form; in the reason it begins another line.
    await user.press("差し戻す");
  }
  await page.getByText("「審査待ち」に当てはまる申請はありません。").waitFor();
  await expectGoodPage(page, "desk-empty");
  const states = await db
    .selectFrom("usageApplication")
    .select("state")
    .orderBy("submittedAt")
    .execute();
  expect(states.map(({ state }) => state)).toEqual(
    all.map((sort) => (sort === faulty ? "returned" : "approved")),
  );
});

test("neighbours, what a colleague holds, and several at a time", async () => {
  const { page } = user;
  const [first, second] = await insertWaiting(db, [spotless, spotless]);
  const colleague = await official(center);
  await page.goto("/office?q=待合&sort=due");
  await expectGoodPage(page, "desk-list");
  await user.skip();
  await user.follow(first?.name ?? "");
  await page.getByRole("heading", { level: 1, name: first?.name ?? "" }).waitFor();
  await user.shortcut("t");
  await page.getByText("あなたが担当しています").waitFor();
  await expectGoodPage(page, "desk-mine");
  await user.shortcut("n");
  await page.getByRole("heading", { level: 1, name: second?.name ?? "" }).waitFor();
  const record = page.url();
  await colleague.post(`/office/desk/usage-application/${second?.id ?? ""}/take`, {});
  await user.shortcut("a");
  await page.getByText("まだ何も決めていません").waitFor();
  await expectGoodPage(page, "desk-refused");
  await page.goto(record);
  await page.getByText("決めるときは、先に担当を引き継いでください").waitFor();
  expect(await page.getByRole("link", { name: "差戻し" }).count()).toBe(0);
  await expectGoodPage(page, "desk-held");
  await user.skip();
  await user.follow("担当を引き継ぐ");
  await page.getByRole("heading", { name: "担当を引き継ぐ" }).waitFor();
  await user.skip();
  await user.press("引き継ぐ");
  await page.getByText("引き継ぐ理由を選んでください").first().waitFor();
  await expectGoodPage(page, "desk-take-over");
  await user.skip();
  await user.choose("引き継ぐ理由", "担当者が不在");
  await user.press("引き継ぐ");
  await page.getByText("あなたが担当しています").waitFor();
  await user.shortcut("l");
  await page.getByRole("heading", { name: "利用申請の審査" }).waitFor();
  await user.skip();
  await user.tick(`${first?.name ?? ""}を選ぶ`);
  await user.press("同じ理由で差し戻す");
  await page.getByRole("heading", { name: "1件を同じ理由で差し戻す" }).waitFor();
  await expectGoodPage(page, "desk-several");
  await user.skip();
  await user.choose("理由の種類", "足りないものがある");
  await user.type("直しをお願いする理由", "所在地を番地まで入力してください。");
  await user.press("1件を差し戻す");
  await page.getByRole("heading", { name: "1件を差し戻しました" }).waitFor();
  await expectGoodPage(page, "desk-returned");
});
