/** Every page and state of the office's part, wide and narrow, without script. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addOfficial, expectGoodPage, launchBrowser, signInOfficial } from "@madoguchi/test";
import { newId } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csv, nth, twenty } from "./feeds/feed.fixture.ts";
import type { Row } from "./feeds/feed.fixture.ts";
import { startCenterWithInsurers } from "./office.fixture.ts";
import { town } from "./registry.fixture.ts";

let center: Awaited<ReturnType<typeof startCenterWithInsurers>>;
let browser: Browser;
let folder: string;
let first: Page;
let second: Page;

beforeAll(async () => {
  center = await startCenterWithInsurers();
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), "madoguchi-feeds-"));
  first = await signedIn();
  second = await signedIn();
});
afterAll(async () => {
  await browser.close();
  await center.close();
  await rm(folder, { recursive: true });
});

async function signedIn(): Promise<Page> {
  const context = await browser.newContext({ baseURL: center.url });
  const page = await context.newPage();
  await page.goto("/office/sign-in");
  await signInOfficial(center, page, await addOfficial(center));

  return page;
}

async function expectPlainPage(page: Page, name: string): Promise<void> {
  expect(await page.locator("script").count()).toBe(0);
  await expectGoodPage(page, name);
}

async function send(rows: readonly Row[], kind: "全件" | "差分", isDry = false): Promise<void> {
  const path = join(folder, `${kind}.csv`);
  await writeFile(path, csv(rows));
  await first.goto(`/office/insurers/${town}/upload`);
  await first.getByRole("radio", { name: kind, exact: true }).check();
  if (isDry) await first.getByLabel("試すだけにする").check();
  await first.getByLabel("ファイル", { exact: false }).last().setInputFiles(path);
  await first.getByRole("button", { name: "送る" }).click();
}

/** As a person does: looks again until it is done. */
async function untilDone(page: Page): Promise<void> {
  const again = page.getByRole("link", { name: "いまの状態を表示する" });
  await expect
    .poll(
      async () => {
        if ((await again.count()) > 0) await again.click();
        return again.count();
      },
      { timeout: 30_000 },
    )
    .toBe(0);
}

test("insurers: the list, one that is found, one that is not, and the details", async () => {
  await first.goto("/office");
  await first.getByRole("link", { name: "保険者", exact: true }).click();
  await expectPlainPage(first, "insurers");
  await first.getByLabel("保険者をさがす").fill("どこにもない");
  await first.getByRole("button", { name: "さがす" }).click();
  await expectPlainPage(first, "insurers-none");
  await first.getByLabel("保険者をさがす").fill("まどぐち");
  await first.getByRole("button", { name: "さがす" }).click();
  await first.getByRole("link", { name: "窓口市（架空）" }).click();
  await expectPlainPage(first, "insurer");
  await first.getByRole("link", { name: "登録内容を変更する" }).click();
  await expectPlainPage(first, "insurer-edit");
  await first.getByLabel("名称").fill("");
  await first.getByLabel("電話番号").fill("1234");
  await first.getByRole("button", { name: "変更する" }).click();
  expect(await first.title()).toMatch(/^エラー：/);
  await expectPlainPage(first, "insurer-edit-errors");
  await first.getByLabel("名称").fill("窓口市（架空）");
  await first.getByLabel("電話番号").fill("03-0000-8057");
  await first.getByRole("button", { name: "変更する" }).click();
  await first.getByText("登録内容を変更しました").waitFor();
});

test("a new insurer, and its contract, which two officials end", async () => {
  await first.goto("/office/insurers");
  await first.getByRole("link", { name: "保険者を登録する" }).click();
  await expectPlainPage(first, "insurer-number");
  const number = first.getByLabel("保険者番号");
  await number.fill("06130016");
  await first.getByRole("button", { name: "番号を確かめる" }).click();
  await expectPlainPage(first, "insurer-number-errors");
  await number.fill(town);
  await first.getByRole("button", { name: "番号を確かめる" }).click();
  await expectPlainPage(first, "insurer-number-registered");
  await number.fill("06130017");
  await first.getByRole("button", { name: "番号を確かめる" }).click();
  await expectPlainPage(first, "insurer-new");
  await first.getByRole("button", { name: "登録する" }).click();
  await expectPlainPage(first, "insurer-new-errors");
  await first.getByLabel("名称").fill("架空電機健康保険組合");
  const begin = first.getByRole("group", { name: "始まりの日" });
  for (const [part, text] of Object.entries({ 年: "2026", 月: "4", 日: "1" })) {
    await begin.getByLabel(part, { exact: true }).fill(text);
  }
  await first.getByRole("button", { name: "登録する" }).click();
  await first.getByText("保険者を登録しました").waitFor();

  await first.getByRole("link", { name: "契約を変更する" }).click();
  await expectPlainPage(first, "contract");
  await first.getByRole("button", { name: "変更する" }).click();
  await expectPlainPage(first, "contract-errors");
  const end = first.getByRole("group", { name: "終わりの日" });
  for (const [part, text] of Object.entries({ 年: "2099", 月: "3", 日: "31" })) {
    await end.getByLabel(part, { exact: true }).fill(text);
  }
  await first.getByLabel("ほかの保険者と合併する").check();
  await first.getByRole("button", { name: "変更する" }).click();
  await expectPlainPage(first, "contract-waiting");
  await second.goto("/office/insurers");
  await second.getByRole("link", { name: /^契約の変更/ }).click();
  await expectPlainPage(second, "contract-to-confirm");
  await second.getByRole("button", { name: "確認して変更する" }).click();
  await expectPlainPage(second, "contract-changed");
  await first.goto(`/office/insurers/${town}`);
});

test("a file tried, taken in and refused, and one that comes to nothing", async () => {
  await first.getByRole("link", { name: "ファイルを取り込む" }).click();
  await expectPlainPage(first, "upload");
  await first.getByRole("button", { name: "送る" }).click();
  await expectPlainPage(first, "upload-errors");
  await send(twenty, "全件", true);
  await untilDone(first);
  await expectPlainPage(first, "feed-dry");
  await send(twenty, "全件");
  await untilDone(first);
  await expectPlainPage(first, "feed-accepted");
  await send(twenty, "全件");
  await untilDone(first);
  await expectPlainPage(first, "feed-already");
  await send(
    Array.from({ length: 30 }, (_, index) => nth(index + 30, { 性別: "5", カナ: "みほん" })),
    "全件",
  );
  await untilDone(first);
  await expectPlainPage(first, "feed-refused");
});

test("a file on its way, in each of its steps", async () => {
  const id = newId();
  await sql`
    insert into feed_delivery (id, insurer_number, mode, is_dry_run, file_name, bytes, sha256, sender_kind, sender_id,
      received_at, state, alive_at)
    values (${id}, ${town}, 'full', false, '全件.csv.gz', 2000000, sha256('x'), 'insurer', 'k', now(), 'running', now())`.execute(
    center.db,
  );
  for (const step of [null, "reading", "comparing", "writing"]) {
    await sql`
      update feed_delivery set step = ${step}, bytes_read = 800000, lines_read = 412345 where id = ${id}`.execute(
      center.db,
    );
    await first.goto(`/office/feeds/${id}`);
    await expectPlainPage(first, `feed-${step ?? "begun"}`);
  }
  for (const state of ["expired", "failed"]) {
    await sql`
      update feed_delivery set state = ${state}, step = null, file_deleted_at = now() where id = ${id}`.execute(
      center.db,
    );
    await first.goto(`/office/feeds/${id}`);
    await expectPlainPage(first, `feed-${state}`);
  }
});

test("endings wait for a second person", async () => {
  await send(twenty.slice(0, 10), "全件");
  await untilDone(first);
  await expectPlainPage(first, "feed-unconfirmed-sender");
  await second.goto("/office/insurers");
  await expectPlainPage(second, "insurers-unconfirmed");
  await second.getByRole("link", { name: /^全件\.csv/ }).click();
  await expectPlainPage(second, "feed-unconfirmed");
  await second.getByRole("button", { name: "取り込まない" }).click();
  await expectPlainPage(second, "feed-declined");
});

test("keys are issued, shown once, and revoked", async () => {
  await first.goto(`/office/insurers/${town}`);
  await first.getByRole("link", { name: "鍵を発行する" }).click();
  await first.getByRole("button", { name: "発行する" }).click();
  await expectPlainPage(first, "key-errors");
  await first.getByLabel("鍵を渡すシステムの名前").fill("適用システム（本番）");
  await first.getByRole("button", { name: "発行する" }).click();
  await expectGoodPage(first, "key-issued");
  await first.getByRole("link", { name: "渡しました" }).click();
  await first.getByRole("link", { name: /^取り消す/ }).click();
  await expectPlainPage(first, "key-revoke");
  await first.getByRole("button", { name: "取り消す" }).click();
  await expectPlainPage(first, "insurer-full");
});

test("suspended people, for who says why", async () => {
  await first.goto("/office/insurers/suspended");
  await expectPlainPage(first, "suspended-none");
  await send(
    [nth(3, { カナ: "ホカノ　タロウ" }), nth(4, { 生年月日: "1999-09-09" })].map((each) => ({
      異動区分: "1",
      ...each,
    })),
    "差分",
  );
  await untilDone(first);
  await expectPlainPage(first, "feed-held");
  await first.goto("/office/insurers");
  await first.getByRole("link", { name: "照会停止中の人を見る" }).click();
  await expectPlainPage(first, "suspended-counts");
  await first.getByRole("link", { name: "窓口市（架空）" }).click();
  await first.getByRole("button", { name: "表示する" }).click();
  await expectPlainPage(first, "suspended-errors");
  await first.getByLabel("保険者に確認を促す").check();
  await first.getByRole("button", { name: "表示する" }).click();
  await expectPlainPage(first, "suspended-people");
});
