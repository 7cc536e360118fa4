import { startOfDay, tokyoToday } from "@madoguchi/notation";
import { openDatabase, systemClock } from "@madoguchi/platform";
import {
  expectGoodPage,
  launchBrowser,
  registerFacility,
  startTestCenter,
  TEST_PASSWORD,
} from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recountAll } from "./actions/recount.ts";
import { addFacility, addVisits, visits } from "./statistics.fixture.ts";

let center: TestCenter;
let browser: Browser;
beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

const expectGood = (page: Page, name: string): Promise<void> =>
  expectGoodPage(page, `statistics-${name}`);

test("own figures from nothing to a month of them, and what everybody sees", async () => {
  const { mail, facilityCode } = await registerFacility(center);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${center.url}/statistics/open`);
  await expectGood(page, "open-empty");
  await page.goto(`${center.url}/sign-in`);
  await page.getByLabel("メールアドレス").fill(mail);
  await page.getByLabel("パスワード").fill(TEST_PASSWORD);
  await page.getByRole("button", { name: "ログイン" }).click();
  await page.getByRole("link", { name: "統計", exact: true }).click();
  await page.getByText("この期間の確認はありません。").waitFor();
  await expectGood(page, "empty");

  const db = openDatabase(center.databaseUrl);
  const today = tokyoToday(systemClock);
  const { id } = await db
    .selectFrom("facility")
    .select("id")
    .where("code", "=", facilityCode)
    .executeTakeFirstOrThrow();
  const [own = [], ...pasts] = fc.sample(visits, { numRuns: 13, seed: 3 });
  await addVisits(db, id, today, [...own, ...pasts.flat()]);
  const createdAt = startOfDay(today.subtract({ days: 100 }));
  for (const past of pasts) {
    const other = await addFacility(db, { kind: "medical", prefectureCode: "13", createdAt });
    await addVisits(db, other, today, past);
  }
  await recountAll({ db, clock: systemClock });
  await db.destroy();

  await page.reload();
  const picture = page.getByRole("img", { name: /^日ごとの確認。答えが出た確認は合わせて/ });
  expect(await picture.locator("rect").count()).toBe(60);
  await page.getByText("日ごとの確認の数字（表）").click();
  await expectGood(page, "month");
  await page.getByRole("button", { name: "患者数を入力する" }).click();
  await page.getByRole("link", { name: "月を選んでください。" }).waitFor();
  await expectGood(page, "patients-error");
  await page.getByRole("combobox", { name: /^月/ }).selectOption({ index: 1 });
  await page.getByLabel("その月の患者数").fill("１２０");
  await page.getByRole("button", { name: "患者数を入力する" }).click();
  await page.getByText("患者数を入力しました。").waitFor();
  await expectGood(page, "entered");
  await page.getByRole("link", { name: "月ごと（12か月）" }).click();
  await expectGood(page, "year");
  await page.goto(`${center.url}/statistics/open`);
  await page.getByLabel("施設の種類").selectOption({ label: "医科診療所・病院" });
  await page.getByRole("button", { name: "表示する" }).click();
  await page.getByRole("row", { name: /東京都/ }).waitFor();
  await expectGood(page, "open");
  await context.close();
});
