import { createClient, parseSetupInfo } from "@madoguchi/contract";
import type { SetupInfo } from "@madoguchi/contract";
import { openDatabase, systemClock, transaction } from "@madoguchi/platform";
import {
  expectGoodPage,
  launchBrowser,
  manualPicture,
  registerFacility,
  startTestCenter,
} from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFacilityByCode } from "../facilities/index.ts";
import { issueAppAccount } from "./index.ts";

let center: TestCenter;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  center = await startTestCenter();
  browser = await launchBrowser();
  const person = await registerFacility(center);
  const context = await browser.newContext({ baseURL: center.url, acceptDownloads: true });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  page = await context.newPage();
  await context.addCookies(person.visitor.cookies);
  await page.goto("/terminals");
  await expectGoodPage(page, "terminals-none");
  await issueTwo(person.facilityCode);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function issueTwo(facilityCode: string): Promise<void> {
  const db = openDatabase(center.databaseUrl);
  const facility = await findFacilityByCode(db, facilityCode);
  await transaction(db, async (tx) => {
    for (let count = 0; count < 2; count += 1) {
      await issueAppAccount(tx, systemClock, facility?.id ?? "", { kind: "system", id: "test" });
    }
  });
  await db.destroy();
}

async function register(info: SetupInfo): Promise<void> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const result = await createClient({ baseUrl: center.url }).activate(pair.privateKey, {
    ...info,
    key: { kty: "EC", crv: "P-256", x, y },
    terminalName: "受付のパソコン",
    terminalKind: "windows",
  });
  expect(result).toMatchObject({ ok: true });
}

test("set-up information is shown, copied, saved as PDF, and brings a terminal in", async () => {
  await page.goto("/terminals");
  await expectGoodPage(page, "terminals-unissued");
  await page.getByRole("button", { name: /設定情報を表示する.*W0000001/ }).click();
  await expectGoodPage(page, "setup-info");
  await manualPicture(page, "setup-info", ["すべてコピー", "PDFを保存する", "QRコードで読む"], {
    before: page.getByRole("contentinfo"),
  });
  await page.getByRole("button", { name: /すべてコピー/ }).click();
  await page.getByRole("button", { name: "コピーしました" }).waitFor();
  const info = parseSetupInfo(await page.evaluate(() => navigator.clipboard.readText()));
  expect(info?.userId).toBe("W0000001");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "PDFを保存する" }).click();
  expect((await download).suggestedFilename()).toBe("ユーザー設定情報_W0000001.pdf");

  await page.reload();
  await expectGoodPage(page, "setup-info-again");
  if (info) {
    await register(info);
  }
  await page.goto("/terminals");
  await page.getByRole("rowheader", { name: "受付のパソコン" }).waitFor();
  await expectGoodPage(page, "terminals-registered");
  await manualPicture(
    page,
    "terminals",
    ["設定情報を再発行する", "登録を取り消す", "設定情報を表示する"],
    { before: page.getByRole("contentinfo") },
  );
});

test("what stops something is asked once more", async () => {
  await page.goto("/terminals/accounts/new");
  await page.getByRole("button", { name: "追加する" }).click();
  await expectGoodPage(page, "add-accounts-errors");
  await page.goto("/terminals");
  await page.getByRole("link", { name: /なくした.*受付のパソコン/ }).click();
  await expectGoodPage(page, "lost-terminal");
  await page.getByRole("link", { name: "やめて戻る" }).click();
  await page.getByRole("link", { name: "設定情報を再発行する" }).click();
  await expectGoodPage(page, "reissue");
  await page.getByRole("link", { name: "やめて戻る" }).click();
  await page.getByRole("link", { name: /登録を取り消す.*受付のパソコン/ }).click();
  await expectGoodPage(page, "remove-terminal");
  await page.getByRole("button", { name: "登録を取り消す" }).click();
  await page.getByRole("link", { name: /停止する.*W0000001/ }).click();
  await expectGoodPage(page, "stop-account");
  await page.getByRole("button", { name: "停止する" }).click();
  await expectGoodPage(page, "terminals-stopped");
  await page.getByRole("button", { name: /再開する.*W0000001/ }).click();
  expect(await page.getByText("アプリアカウントを再開しました").isVisible()).toBe(true);
});
