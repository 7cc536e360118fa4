import { startOfDay, tokyoToday } from "@madoguchi/notation";
import { openDatabase, systemClock } from "@madoguchi/platform";
import {
  expectGoodPage,
  launchBrowser,
  official,
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

async function bring(office: Page, lines: readonly string[]): Promise<void> {
  await office.getByLabel("名簿のファイル").setInputFiles({
    name: "医科13.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(lines.join("\r\n")),
  });
  await office.getByLabel("施設の種類").selectOption("medical");
  await office.getByLabel("名簿の名前").fill("架空厚生局の一覧表");
  await office.getByLabel("年", { exact: true }).fill("2026");
  await office.getByLabel("月", { exact: true }).fill("11");
  await office.getByLabel("日", { exact: true }).fill("1");
  await office.getByRole("button", { name: "違いを確かめる" }).click();
}

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

  const desk = await browser.newContext();
  const office = await desk.newPage();
  await desk.addCookies((await official(center)).cookies);
  await office.goto(`${center.url}/office/dashboard`);
  await office.getByRole("img", { name: /^段階ごとの施設数。登録は13施設/ }).waitFor();
  await expectGood(office, "dashboard");
  await office.getByLabel("都道府県").selectOption({ label: "沖縄県" });
  await office.getByRole("button", { name: "表示する" }).click();
  await office.getByRole("heading", { name: "導入の段階　沖縄県　すべての種類" }).waitFor();
  await office.goto(`${center.url}/office/facility-lists`);
  await expectGood(office, "lists");
  await office.getByRole("link", { name: "名簿を取り込む" }).click();
  await office.getByRole("button", { name: "違いを確かめる" }).click();
  await office.getByRole("link", { name: "施設の種類を選んでください。" }).waitFor();
  await expectGood(office, "list-error");
  const first = [
    "医療機関コード,医療機関名称,所在地,電話番号",
    `${facilityCode},架空改名医院,東京都,03-0000-0001`,
  ];
  await bring(office, first);
  await office.getByText("もう1人の確認待ち").waitFor();
  await expectGood(office, "list-preview");
  await office.getByRole("button", { name: "取り下げる" }).click();
  await office.getByText("取下げ").waitFor();
  await office.goto(`${center.url}/office/facility-lists/new`);
  await bring(office, [...first, "1310000000,,東京都,電話なし"]);
  await office.getByText(/誤りが\d件あるため、取り込めません/).waitFor();
  await expectGood(office, "list-problems");
  await desk.close();
});
