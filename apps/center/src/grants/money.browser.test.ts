/** A grant's whole life, in the windows of a facility and of two officials: returned twice, decided by two, paid, sent back, taken back. */
import { readFile } from "node:fs/promises";
import { expectGoodPage, launchBrowser, registerFacility } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  files,
  fillApplication,
  finishIntroduction,
  signInAgain,
  startApplication,
  startGrantCenter,
  submit,
  uploadForm,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";
import { openOffice, openPortal } from "./windows.fixture.ts";
import { bankAnswer, parseZengin } from "./zengin.fixture.ts";

let center: GrantCenter;
let browser: Browser;
beforeAll(async () => {
  [center, browser] = await Promise.all([startGrantCenter(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

const expectGood = (page: Page, name: string): Promise<void> =>
  expectGoodPage(page, `grants-money-${name}`);

async function fillDay(page: Page, group: string, day: readonly [string, string, string]) {
  const fields = page.getByRole("group", { name: group });
  for (const [index, label] of ["年", "月", "日"].entries()) {
    await fields.getByLabel(label, { exact: true }).fill(day[index] ?? "");
  }
}

/** Takes the file, checks it as the bank would, and brings back what the bank says of its one transfer. */
async function answerFor(page: Page, code: string): Promise<void> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "振込データ（全銀形式）を受け取る" }).click();
  const file = await readFile(await (await waiting).path());
  expect(parseZengin(file)[1]).toMatchObject({ 振込金額: "0000010000" });
  await page.getByLabel("銀行の結果のファイル").setInputFiles({
    name: "kekka.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(bankAnswer(file, [code])),
  });
  await page.getByRole("button", { name: "結果を取り込む" }).click();
}

/** One official makes the batch, the other lets it out. */
async function pay(maker: Page, approver: Page): Promise<void> {
  await maker.goto(`${center.url}/office/grants/payments`);
  await fillDay(maker, "振込日", ["2027", "2", "9"]);
  await maker.getByRole("button", { name: "振込データを作る" }).click();
  await maker.getByText("ほかの職員の確認を待っています").waitFor();
  await approver.goto(maker.url());
  await approver.getByRole("button", { name: "10,000円の振込を確認する" }).click();
  await approver.getByText("銀行の結果待ち").waitFor();
}

async function sendBack(page: Page, path: string, message: string): Promise<void> {
  await page.goto(`${center.url}/office${path}`);
  await page.getByRole("link", { name: "差戻し" }).click();
  await page.getByLabel("読み取れない").check();
  await page.getByLabel("直しをお願いする理由").fill(message);
  await page.getByRole("group", { name: "直す項目" }).getByLabel("領収書などの書類").check();
  await page.getByRole("button", { name: "差し戻す" }).click();
  await page.getByText("差し戻しました").waitFor();
}

/** What is asked for is uploaded; the rest stands as it was. */
async function correct(page: Page, visitor: Visitor, path: string, file: File): Promise<void> {
  await page.goto(`${center.url}${path}`);
  await page.getByRole("link", { name: "直しに行く" }).click();
  await visitor.upload(`${path}/receipts`, uploadForm(file));
  await page.goto(`${center.url}${path}/confirm`);
  await page.getByRole("button", { name: "修正を提出" }).click();
  await page.getByText("審査担当が内容を確かめています").first().waitFor();
}

test("returned twice, the second time late; decided by two, sent back by the bank, paid, taken back, returned with interest", async () => {
  // Somebody else has handed in the same receipt before.
  const other = await registerFacility(center);
  await finishIntroduction(center, other.facilityCode);
  const otherPath = await startApplication(other.visitor);
  await fillApplication(other.visitor, otherPath, files.pdf("money"));
  await submit(other.visitor, otherPath);

  const { visitor, facilityCode, mail } = await registerFacility(center);
  await finishIntroduction(center, facilityCode);
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.pdf("money"));
  let page = await openPortal(center, browser, visitor);
  await page.goto(`${center.url}${path}/confirm`);
  await page.getByRole("button", { name: "この内容で申請する" }).click();
  await page.getByText("審査担当が内容を確かめています").first().waitFor();
  const first = await openOffice(center, browser);
  await sendBack(first, path, "写真がぼやけて金額が読めません。");
  await first.goto(`${center.url}/office${path}`);
  await first.getByText(`と同じファイルを、${other.facilityName}も提出しています。`).waitFor();
  await correct(page, visitor, path, files.pdf("again"));
  await Promise.all([page, first].map((window) => window.context().close()));

  // The intake is over; what was handed in before may still be mended.
  center.setTime("2027-02-02T00:04:00Z");
  await signInAgain(center, visitor, mail);
  page = await openPortal(center, browser, visitor);
  const one = await openOffice(center, browser);
  const two = await openOffice(center, browser);
  await sendBack(one, path, "2枚目の領収書がありません。");
  await page.goto(`${center.url}${path}`);
  await correct(page, visitor, path, files.png());

  await one.goto(`${center.url}/office${path}`);
  await one.getByText("修正 2回目").waitFor();
  await one.getByRole("button", { name: "10,000円で承認する" }).click();
  await one.getByText("ほかの審査担当の承認がそろうと").waitFor();
  await two.goto(`${center.url}/office${path}`);
  await two.getByRole("button", { name: "10,000円で承認する" }).click();
  await two.getByText("承認しました。施設にメールで知らせました。").waitFor();
  await page.goto(`${center.url}${path}`);
  await expectGood(page, "status-due");

  await one.goto(`${center.url}/office/grants/payments`);
  await fillDay(one, "振込日", ["2027", "2", "7"]);
  await one.getByRole("button", { name: "振込データを作る" }).click();
  await one.getByRole("link", { name: /銀行の休みの日です/ }).waitFor();
  await expectGood(one, "payments-error");
  await pay(one, two);
  await one.reload();
  await expectGood(two, "batch-approved");
  await page.reload();
  await page.getByText("令和9年2月9日（火）に振り込む予定です").first().waitFor();

  await answerFor(two, "2");
  await two.getByText("振り込めなかったものは1件です").waitFor();
  await expectGood(two, "batch-settled");
  await page.reload();
  await expectGood(page, "status-bounced");
  await page.getByRole("link", { name: "振込先を直す" }).click();
  await page.getByLabel("口座名義").fill("架空");
  await page.getByRole("button", { name: "この口座に直す" }).click();
  await expectGood(page, "account-error");
  await page.getByLabel("口座名義").fill("カクウ　タロウ");
  await page.getByRole("button", { name: "この口座に直す" }).click();
  await page.getByText("振込の準備をしています").first().waitFor();

  await pay(two, one);
  await expectGood(two, "batch-made");
  await answerFor(one, "0");
  await one.getByText("1件を振り込みました").waitFor();
  await page.reload();
  await expectGood(page, "status-paid");

  await one.goto(`${center.url}/office${path}`);
  await one.getByText("決定の取消しを提案する").click();
  await one.getByLabel("取り消す額").fill("0");
  await one.getByRole("button", { name: "取消しを提案する" }).click();
  await expectGood(one, "revocation-error");
  await one.getByLabel("取り消す額").fill("8,000");
  await one.getByLabel("取消しの理由").fill("購入した機器を返品していたためです。");
  await one.getByRole("button", { name: "取消しを提案する" }).click();
  await one.getByText("取消しを提案しました").waitFor();
  await two.goto(`${center.url}/office${path}`);
  await expectGood(two, "revocation-proposed");
  await two.getByRole("button", { name: "取消しを確認する" }).click();
  await two.getByText("返還を請求しました").first().waitFor();
  await page.reload();
  await expectGood(page, "status-demanded");
  await fillDay(two, "返還を受け取った日", ["2027", "2", "19"]);
  await two.getByRole("button", { name: "返還の受取りを記録する" }).click();
  await two.getByText("加算金24円").waitFor();
  await expectGood(two, "review-returned-money");
  await page.reload();
  await expectGood(page, "status-returned-money");
  await two.goto(`${center.url}/office/grants/budget`);
  await two.getByText("と合っています").waitFor();
  await expectGood(two, "budget");
  await two.getByRole("link", { name: "会計へ書き出す（CSV）" }).click();
  await two
    .getByRole("table", { name: /試算表/ })
    .first()
    .waitFor();
  await expectGood(two, "accounts");
  await two.goto(`${center.url}/office/grants/reports?programme=demo`);
  await two.getByText("帳簿の動きと合っています").waitFor();
  await expectGood(two, "report");
  await two.goto(`${center.url}/office/grants/payments`);
  await two.getByRole("link", { name: "支払いに使う口座" }).click();
  await expectGood(two, "payer");
  await two.getByRole("link", { name: "口座の変更を提案する" }).click();
  await two.getByRole("button", { name: "この口座を提案する" }).click();
  await two.getByRole("link", { name: /使い始める日/ }).waitFor();
  await expectGood(two, "payer-error");
  await Promise.all([page, one, two].map((window) => window.context().close()));
});
