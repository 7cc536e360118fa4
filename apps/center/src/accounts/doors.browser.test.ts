/** Coming in, and what to do when one cannot: as people walk it, without script but for copy buttons. */
import { totpCode } from "@madoguchi/platform";
import { expectGoodPage } from "@madoguchi/test";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  heading,
  mailedCode,
  mailedLink,
  press,
  secretOf,
  signIn,
  someMember,
  startDoors,
} from "./doors.fixture.ts";
import type { Doors } from "./doors.fixture.ts";

const NEW_PASSWORD = "さくら もみじ ひまわり こすもす";

let doors: Doors;
let page: Page;
let mail: string;
let facilityCode: string;
let appSecret: Uint8Array;

beforeAll(async () => {
  doors = await startDoors();
  page = await doors.openBrowser();
  ({ mail, facilityCode } = await someMember(doors.center));
});
afterAll(() => doors.close());

async function confirmByMail(on: Page, address: string): Promise<void> {
  await press(on, "確認コードをメールで送る");
  await on.getByLabel("確認コード").fill(await mailedCode(doors.center, address));
  await press(on, "確認する");
}

test("what is wrong at the door is said, and nothing typed is lost", async () => {
  await page.goto("/sign-in");
  await page.getByText("パスキーとは", { exact: true }).click();
  await expectGoodPage(page, "sign-in");
  await press(page, "ログイン");
  await expectGoodPage(page, "sign-in-empty");
  await signIn(page, mail, "違うパスワード");
  expect(await page.title()).toMatch(/^エラー：/);
  expect(await page.getByLabel("メールアドレス").inputValue()).toBe(mail);
  await expectGoodPage(page, "sign-in-refused");
  for (let tries = 0; tries < 11; tries += 1) await signIn(page, "tanin@example.jp", "違う");
  await page.getByText("15分ほどで、また試せます").first().waitFor();
  await expectGoodPage(page, "sign-in-limited");
});

test("a forgotten ID and password are mended alone: three pages, two fields, one mail each", async () => {
  await page.getByRole("link", { name: "IDを忘れた方" }).click();
  await press(page, "メールを送る");
  await expectGoodPage(page, "forgot-id-empty");
  await page.getByLabel(/医療機関コード/).fill(facilityCode);
  await page.getByLabel("施設の電話番号").fill("03-0000-0000");
  await expectGoodPage(page, "forgot-id");
  await press(page, "メールを送る");
  await expectGoodPage(page, "forgot-id-sent");
  const { text = "" } = await doors.center.mailTo(mail);
  expect(text).toContain("IDは、このメールが届いたメールアドレスです。");

  await page.goto(/http:\/\/localhost(\/forgot\S+)/.exec(text)?.[1] ?? "");
  await expectGoodPage(page, "forgot-password");
  await page.getByLabel("メールアドレス").fill(mail);
  await press(page, "メールを送る");
  await expectGoodPage(page, "forgot-password-sent");
  const link = await mailedLink(doors.center, mail);
  await page.goto(link);
  expect(new URL(page.url()).search).toBe("");
  await expectGoodPage(page, "reset-password");
  await page.getByLabel("新しいパスワード").first().fill("password1234");
  await page.getByLabel("新しいパスワード（確認）").fill("password1234");
  await press(page, "パスワードを決めてログインする");
  await page.getByText("よく使われる言葉や、流出したことのあるパスワード").first().waitFor();
  await expectGoodPage(page, "reset-password-weak");
  await page.getByLabel("新しいパスワード").first().fill(NEW_PASSWORD);
  await page.getByLabel("新しいパスワード（確認）").fill(NEW_PASSWORD);
  await press(page, "パスワードを決めてログインする");
  expect(new URL(page.url()).pathname).toBe("/home");

  const other = await doors.openBrowser();
  await other.goto(link);
  expect(await heading(other)).toBe("このリンクは使えません");
  await expectGoodPage(other, "reset-ended");
  for (let asked = 0; asked < 4; asked += 1) {
    await other.goto("/forgot-password");
    await other.getByLabel("メールアドレス").fill("tanin@example.jp");
    await press(other, "メールを送る");
  }
  await expectGoodPage(other, "forgot-password-limited");
});

test("an authenticator app is set up, asked for, and replaced by a recovery code", async () => {
  await page.goto("/account/second-factor");
  await press(page, "認証アプリを設定する");
  expect(await heading(page)).toBe("認証アプリを設定する");
  await expectGoodPage(page, "app");
  appSecret = secretOf(await page.content());
  const code = () => totpCode(appSecret, doors.center.clock.now());
  const wrong = code() === "000000" ? "000001" : "000000";
  await page.getByLabel("認証アプリの確認コード").fill(wrong);
  await press(page, "設定を終える");
  await expectGoodPage(page, "app-wrong");
  // The page still shows the same secret: what is in the app already is right.
  expect(secretOf(await page.content())).toEqual(appSecret);
  await page.getByLabel("認証アプリの確認コード").fill(code());
  await press(page, "設定を終える");
  expect(await heading(page)).toBe("回復コードを控えてください");
  const [recovery = ""] = /\w{4}-\w{4}-\w{4}/.exec(await page.getByRole("main").innerText()) ?? [];

  const used = code();
  await page.getByRole("button", { name: "ログアウト" }).click();
  await page.goto("/sign-in");
  await signIn(page, mail, NEW_PASSWORD);
  expect(await heading(page)).toBe("ご本人の確認");
  await page.getByLabel("認証アプリの確認コード").fill(used);
  await press(page, "確認する");
  await expectGoodPage(page, "confirm-app-reused");
  await page.getByRole("link", { name: "回復コードを使う" }).click();
  await expectGoodPage(page, "confirm-recovery");
  await page.getByLabel("回復コード").fill(recovery);
  await press(page, "確認する");
  expect(new URL(page.url()).pathname).toBe("/home");
  await page.goto("/account/second-factor");
  await page.getByText("残りは9個です。").waitFor();
  await page.getByText("スマートフォンをなくしたとき、買い替えるとき").click();
  await expectGoodPage(page, "second-factor-app");
});

test("the account tells where one is signed in; another device is signed out at its next page", async () => {
  const other = await doors.openBrowser();
  const { mail: theirs } = await someMember(doors.center);
  await other.goto("/sign-in");
  await signIn(other, theirs);
  const mine = await doors.openBrowser();
  await mine.goto("/sign-in");
  await signIn(mine, theirs);
  await mine.goto("/account");
  await expectGoodPage(mine, "account");
  await mine.getByRole("button", { name: "ほかの端末をすべてログアウトさせる" }).click();
  await mine.getByText("端末をログアウトしました。").waitFor();
  await expectGoodPage(mine, "account-ended");
  await other.goto("/account");
  expect(await heading(other)).toBe("ログイン");

  await mine.getByRole("link", { name: /^変更\s*：パスワード/ }).click();
  await press(mine, "パスワードを変える");
  await expectGoodPage(mine, "account-password-empty");
  await mine.goto("/account/name");
  await expectGoodPage(mine, "account-name");
  await mine.goto("/account/mail");
  await confirmByMail(mine, theirs);
  await mine.getByLabel("新しいメールアドレス").fill("atarashii@example.jp");
  await press(mine, "確認のメールを送る");
  await expectGoodPage(mine, "account-mail-sent");
  await mine.goto(await mailedLink(doors.center, "atarashii@example.jp"));
  await expectGoodPage(mine, "account-mail-confirm");
  await press(mine, "変える");
  await mine.getByText("メールアドレスを変えました。").waitFor();
});

test("what was typed when the session ended waits behind the sign-in", async () => {
  await page.goto("/account/name");
  await page.getByLabel("氏名").fill("架空 花子（途中）");
  doors.pass({ minutes: 61 });
  await press(page, "氏名を変える");
  await page.getByText("入力した内容は預かっています。").waitFor();
  await expectGoodPage(page, "sign-in-kept");
  await signIn(page, mail, NEW_PASSWORD);
  await page.getByText("入力した内容は預かっています。").waitFor();
  await expectGoodPage(page, "confirm-kept");
  doors.pass({ seconds: 60 });
  await page
    .getByLabel("認証アプリの確認コード")
    .fill(totpCode(appSecret, doors.center.clock.now()));
  await press(page, "確認する");
  expect(await heading(page)).toBe("入力した内容を送りますか");
  await expectGoodPage(page, "resume");
  await press(page, "送る");
  await page.getByText("氏名を変えました。").waitFor();
  await page.getByText("架空 花子（途中）").first().waitFor();
  await page.goto("/resume");
  expect(await heading(page)).toBe("入力した内容は送りました");
  await expectGoodPage(page, "resume-sent");
  await press(page, "消す");
  await page.goto("/resume");
  expect(await heading(page)).toBe("残っている入力はありません");
  await expectGoodPage(page, "resume-nothing");
});
