import {
  addOfficial,
  expectGoodPage,
  launchBrowser,
  registerFacility,
  signInOfficial,
  startTestCenter,
} from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";

let center: TestCenter;
let browser: Browser;
beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function open(visitor: Visitor): Promise<Page> {
  const context = await browser.newContext();
  await context.addCookies(visitor.cookies);
  const page = await context.newPage();
  await page.goto(`${center.url}/home`);

  return page;
}

async function openOffice(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${center.url}/office/sign-in`);
  await signInOfficial(center, page, await addOfficial(center));

  return page;
}

const expectGood = (page: Page, name: string): Promise<void> =>
  expectGoodPage(page, `inquiries-${name}`);

test("a question from a page of the portal to the answer and its end, at both counters", async () => {
  const { visitor, facilityName } = await registerFacility(center);
  const page = await open(visitor);
  await page.getByRole("link", { name: "お問い合わせ", exact: true }).click();
  await expectGood(page, "list-empty");
  await page.goto(`${center.url}/terminals`);
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "/inquiries/new";
    link.textContent = "この画面について尋ねる";
    document.querySelector("main")?.append(link);
  });
  await page.getByRole("link", { name: "この画面について尋ねる" }).click();
  await page.getByRole("button", { name: "次へ" }).click();
  await expectGood(page, "write-error");
  await page.getByRole("link", { name: "お問い合わせの種類を選んでください。" }).click();
  await page.getByLabel("機器・アプリの設定").check();
  await page.getByLabel("件名").fill("設定情報が一致しません");
  await page.getByLabel("内容").fill("再発行した値を入れました。\n「一致しません」と出ます。");
  await page.getByText("近い記事があります（別の画面で開きます）").waitFor();
  await expectGood(page, "write-articles");
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByText("/terminals", { exact: true }).waitFor();
  await expectGood(page, "send");
  await page.getByRole("button", { name: "送る", exact: true }).click();
  await page.getByText("お問い合わせを受け付けました。").waitFor();
  await expectGood(page, "thread-new");

  const office = await openOffice();
  await office.getByRole("link", { name: "お問い合わせ", exact: true }).click();
  await expectGood(office, "office-list");
  await office.getByRole("link", { name: "設定情報が一致しません" }).click();
  await office.getByText(facilityName).first().waitFor();
  await office.getByRole("button", { name: "担当になる" }).click();
  await office.getByText("文例から始める").click();
  await office.getByRole("link", { name: "設定情報が一致しない" }).click();
  await expectGood(office, "office-thread");
  await office.getByRole("button", { name: "送る", exact: true }).click();
  await office.getByText("尋ねた方にメールでお知らせします。").waitFor();
  await office.getByText("職員だけのメモを残す").click();
  await office.getByLabel("メモ").fill("再発行の手順を案内した");
  await office.getByRole("button", { name: "メモを残す" }).click();
  await expectGood(office, "office-answered");

  await page.goto(`${center.url}/inquiries`);
  await expectGood(page, "list");
  await page.getByRole("link", { name: "設定情報が一致しません" }).click();
  await page.getByRole("button", { name: "返信を送る" }).click();
  await expectGood(page, "thread-error");
  await page.getByRole("button", { name: "解決した" }).click();
  await page.getByText("お問い合わせを終了しました。").waitFor();
  await expectGood(page, "thread-closed");
  await page.context().close();
  await office.context().close();
});

test("a question of somebody who cannot sign in", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${center.url}/inquiries/new?category=sign-in`);
  await page.getByLabel("件名").fill("ログインできません");
  await page.getByLabel("内容").fill("メールが届きません。");
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByRole("button", { name: "確認のメールを受け取る" }).click();
  await page.getByRole("link", { name: "お名前を入力してください。" }).waitFor();
  await page.getByLabel("お名前").fill("架空 次郎");
  await page.getByLabel("メールアドレス").fill("jiro@example.jp");
  await page.getByRole("button", { name: "確認のメールを受け取る" }).click();
  await page.getByRole("heading", { name: "確認のメールを送りました" }).waitFor();
  await context.close();

  const { text = "" } = await center.mailTo("jiro@example.jp");
  const reader = await (await browser.newContext()).newPage();
  await reader.goto(center.url + (/\/inquiries\/guest\S+/.exec(text)?.[0] ?? ""));
  await expectGood(reader, "guest-confirm");
  await reader.getByRole("button", { name: "お問い合わせを送る" }).click();
  await reader.getByText("お問い合わせを受け付けました。").waitFor();
  await expectGood(reader, "guest-thread");
  await reader.context().close();
});
