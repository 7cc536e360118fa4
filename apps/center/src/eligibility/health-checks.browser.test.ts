/** What a health-check site does in the portal: its contracts, and 一括照会 from the form to the files. */
import { readFile } from "node:fs/promises";
import { openDatabase } from "@madoguchi/platform";
import {
  expectGoodPage,
  launchBrowser,
  registerFacility,
  startTestCenter,
  signInHere,
} from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, association, bytesOf, header, registerExaminees } from "./bulk/bulk.fixture.ts";

let center: TestCenter;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  center = await startTestCenter();
  browser = await launchBrowser();
  const db = openDatabase(center.databaseUrl);
  await registerExaminees(db);
  await db.destroy();
  page = await signIn("checkup");
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function signIn(kind: "checkup" | "medical"): Promise<Page> {
  const { mail } = await registerFacility(center, kind);
  const context = await browser.newContext({ baseURL: center.url });
  const opened = await context.newPage();
  await opened.goto("/sign-in?next=/home");
  await signInHere(opened, mail);
  await opened.waitForURL("**/home");

  return opened;
}

async function audited(subject: string): Promise<string[]> {
  const db = openDatabase(center.databaseUrl);
  const { rows } = await sql<{ action: string }>`
    select action from audit_event where subject_kind = ${subject} order by at, id`.execute(db);
  await db.destroy();

  return rows.map(({ action }) => action);
}

const fillDate = async (label: string, [year, month, day]: readonly [string, string, string]) => {
  const group = page.getByRole("group", { name: label });
  await group.getByLabel("年").fill(year);
  await group.getByLabel("月").fill(month);
  await group.getByLabel("日").fill(day);
};

test("contracts are found, added, refused where they overlap, and ended", async () => {
  await page.getByRole("link", { name: "健診の契約" }).click();
  await expectGoodPage(page, "contracts-none");
  await page.getByLabel("保険者の名称").fill("全国健康保険");
  await page.getByRole("button", { name: "保険者を探す" }).click();
  await expectGoodPage(page, "contracts-search");
  await page.getByRole("link", { name: /全国健康保険協会 東京支部/ }).click();
  expect(await page.getByLabel(/^保険者番号/).inputValue()).toBe(association);
  await fillDate("契約の始まりの日", ["2026", "4", "1"]);
  await page.getByRole("button", { name: "契約を加える" }).click();
  await page.getByText("契約を加えました。").waitFor();
  await expectGoodPage(page, "contracts-one");

  await page.getByLabel(/^保険者番号/).fill(association);
  await fillDate("契約の始まりの日", ["2026", "10", "1"]);
  await page.getByRole("button", { name: "契約を加える" }).click();
  await page.getByRole("link", { name: /その期間にもうあります/ }).waitFor();
  await expectGoodPage(page, "contracts-overlap");

  await page.getByLabel(/^保険者番号/).fill("01130013");
  await fillDate("契約の終わりの日", ["2026", "13", "1"]);
  await page.getByRole("button", { name: "契約を加える" }).click();
  expect(await page.getByRole("alert").getByRole("link").allInnerTexts()).toEqual([
    expect.stringContaining("検証番号が合いません"),
    expect.stringContaining("契約の終わりの日"),
  ]);

  await page.goto("/checkup-contracts");
  await page.getByRole("link", { name: /終わりにする/ }).click();
  await expectGoodPage(page, "contract-end");
  await page.getByRole("button", { name: "契約を終わりにする" }).click();
  await page.getByText("契約を終わりにしました。").waitFor();
  expect(await audited("checkup-contract")).toEqual([
    "checkup-contract.added",
    "checkup-contract.ended",
  ]);
});

test("a file is sent, its receipt number shown, and its result saved", async () => {
  await page.getByRole("link", { name: "一括照会" }).click();
  await expectGoodPage(page, "bulk-none");
  const template = page.waitForEvent("download");
  await page.getByRole("link", { name: "記入例のファイルを保存する" }).click();
  expect((await template).suggestedFilename()).toBe("一括照会_記入例.csv");

  await page.getByRole("button", { name: "送信して受付番号を受け取る" }).click();
  await expectGoodPage(page, "bulk-errors");
  await page.getByLabel("特定健康診査を受ける方の資格の確認").check();
  await page.getByLabel(/この目的のほかには使いません/).check();
  await page.getByRole("button", { name: "送信して受付番号を受け取る" }).click();
  await page.getByRole("link", { name: /ファイルが選ばれていない/ }).waitFor();
  // What was chosen is still there.
  expect(await page.getByLabel("特定健康診査を受ける方の資格の確認").isChecked()).toBe(true);

  await page.getByLabel(/受診者のファイル/).setInputFiles({
    name: "受診者.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(bytesOf([header, asking("901"), asking("902"), "誤り"])),
  });
  await page.getByRole("button", { name: "送信して受付番号を受け取る" }).click();
  const receipt = await page.getByRole("heading", { level: 1 }).innerText();
  expect(receipt).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);
  await expect
    .poll(
      async () => {
        await page.reload();

        return page.getByText("3行の照会が終わりました。").isVisible();
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  await expectGoodPage(page, "bulk-done");
  const result = page.waitForEvent("download");
  await page.getByRole("link", { name: "結果のファイルを保存する" }).click();
  const file = await readFile(await (await result).path(), "utf8");
  // The contract ended today, and today is its last day.
  expect(file).toContain("契約している保険者の加入者です。");
  await page.getByRole("link", { name: "エラーのファイルを保存する" }).waitFor();

  await page.goto("/bulk-inquiries");
  await expectGoodPage(page, "bulk-list");
  expect(await page.getByRole("row").nth(1).innerText()).toContain("結果があります");
  expect(await audited("bulk-inquiry")).toEqual([
    "bulk-inquiry.accepted",
    "bulk-inquiry.done",
    "bulk-inquiry.result-fetched",
  ]);
});

test("a file that cannot be read says so, and work that has not ended shows how far it is", async () => {
  await page.goto("/bulk-inquiries");
  await page.getByLabel("特定保健指導を利用する方の資格の確認").check();
  await page.getByLabel(/この目的のほかには使いません/).check();
  await page.getByLabel(/受診者のファイル/).setInputFiles({
    name: "名簿.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("氏名,住所\n"),
  });
  await page.getByRole("button", { name: "送信して受付番号を受け取る" }).click();
  await expect
    .poll(
      async () => {
        await page.reload();

        return page.getByText("ファイルを読み取れないため").isVisible();
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  await expectGoodPage(page, "bulk-refused");

  // As the record stands in the middle of a large file.
  const db = openDatabase(center.databaseUrl);
  await sql`
    update bulk_inquiry set state = 'working', finished_at = null, progressed_at = now() + interval '1 hour',
      bytes_total = 900, bytes_done = 300, lines_done = 40000 where state = 'refused'`.execute(db);
  await page.reload();
  await page.getByText(/33%（40,000行）済みました。あと/).waitFor();
  await expectGoodPage(page, "bulk-working");
  await sql`update bulk_inquiry set state = 'failed', finished_at = now() where state = 'working'`.execute(
    db,
  );
  await page.reload();
  await expectGoodPage(page, "bulk-failed");
  await sql`update bulk_inquiry set state = 'deleted' where state = 'failed'`.execute(db);
  await page.reload();
  await expectGoodPage(page, "bulk-deleted");
  await db.destroy();
});

test("a clinic is told whose pages these are", async () => {
  const clinic = await signIn("medical");
  expect(await clinic.getByRole("link", { name: "一括照会" }).count()).toBe(0);
  for (const path of ["/bulk-inquiries", "/checkup-contracts"]) {
    const response = await clinic.goto(path);
    expect(response?.status()).toBe(403);
    await expectGoodPage(clinic, `not-allowed${path.replace("/", "-")}`);
  }
});
