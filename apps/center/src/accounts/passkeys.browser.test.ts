/** Passkeys as Chromium makes them, with an authenticator of its own that is none of the machine's. */
import { addOfficial, expectGoodPage, signInOfficial } from "@madoguchi/test";
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heading, mailedCode, press, signIn, someMember, startDoors } from "./doors.fixture.ts";
import type { Doors } from "./doors.fixture.ts";

let doors: Doors;
let page: Page;
let mail: string;
let authenticator: { readonly session: CDPSession; readonly id: string };

beforeAll(async () => {
  doors = await startDoors();
  page = await doors.openBrowser();
  ({ mail } = await someMember(doors.center));
});
afterAll(() => doors.close());

/** As a telephone with a screen lock: it keeps passkeys, and its owner always confirms. */
async function addAuthenticator(on: Page): Promise<typeof authenticator> {
  const session = await on.context().newCDPSession(on);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });

  return { session, id: authenticatorId };
}

test("registering one: asked who it is first, named, and recovery codes come with it", async () => {
  await page.goto("/account/second-factor");
  await signIn(page, mail);
  await expectGoodPage(page, "second-factor-none");
  await page.getByText("どちらを選べばよいですか").click();
  await page.getByText("パスキーとは", { exact: true }).click();
  await expectGoodPage(page, "second-factor-explained");
  await page.getByRole("link", { name: "パスキーを登録する" }).click();
  await expectGoodPage(page, "confirm-mail");
  await press(page, "確認コードをメールで送る");
  const code = await mailedCode(doors.center, mail);
  await page.getByLabel("確認コード").fill(code === "000000" ? "000001" : "000000");
  await press(page, "確認する");
  expect(await page.title()).toMatch(/^エラー：/);
  await expectGoodPage(page, "confirm-mail-wrong");
  await page.getByLabel("確認コード").fill(code);
  await press(page, "確認する");
  expect(await heading(page)).toBe("パスキーを登録する");

  authenticator = await addAuthenticator(page);
  await press(page, "パスキーを登録する");
  await page.getByText("入力内容に1か所の直しがあります").waitFor();
  await expectGoodPage(page, "passkey-new-error");
  await page.getByLabel("パスキーの名前").fill("受付のパソコン");
  await press(page, "パスキーを登録する");
  await page.getByRole("heading", { name: "回復コードを控えてください" }).waitFor();
  await expectGoodPage(page, "recovery-codes");
  const { text = "" } = await doors.center.mailTo(mail);
  expect(text).toContain("パスキーを登録しました。");
});

test("the same authenticator twice is refused by the browser, in words", async () => {
  await page.goto("/account/second-factor/passkeys/new");
  await page.getByLabel("パスキーの名前").fill("もう一度");
  await press(page, "パスキーを登録する");
  await page.getByText("この端末のパスキーは、もう登録されています。").waitFor();
  await expectGoodPage(page, "passkey-again");
});

test("signing in with it needs neither address nor password, and is a second factor", async () => {
  await page.getByRole("button", { name: "ログアウト" }).click();
  await page.goto("/sign-in?next=/account/mail");
  await expectGoodPage(page, "sign-in-next");
  await page.getByRole("link", { name: "パスキーでログイン" }).click();
  await expectGoodPage(page, "sign-in-passkey");
  await press(page, "パスキーでログインする");
  await page.getByRole("heading", { name: "メールアドレスを変える" }).waitFor();
  await page.goto("/account/second-factor");
  expect(await page.getByRole("row", { name: /受付のパソコン/ }).textContent()).toMatch(
    /令和\d+年.*令和\d+年/,
  );
  await expectGoodPage(page, "second-factor-passkey");
});

test("a quarter of an hour later it is asked for again, and leads back", async () => {
  doors.pass({ minutes: 16 });
  await page.goto("/account/mail");
  await expectGoodPage(page, "confirm-passkey-choice");
  await page.getByRole("link", { name: "パスキーで確認する" }).first().click();
  await expectGoodPage(page, "confirm-passkey");
  await press(page, "パスキーで確認する");
  await page.getByRole("heading", { name: "メールアドレスを変える" }).waitFor();
});

test("with a password alone, the passkey is asked for", async () => {
  const other = await doors.openBrowser();
  await other.goto("/sign-in");
  await signIn(other, mail);
  expect(await heading(other)).toBe("ご本人の確認");
  await other.goto("/home");
  expect(await heading(other)).toBe("ご本人の確認");
});

test("a passkey of a facility does not open the office, and one that is gone opens nothing", async () => {
  await page.goto("/office/sign-in");
  await expectGoodPage(page, "office-sign-in");
  await page.getByRole("link", { name: "パスキーでログイン" }).click();
  await press(page, "パスキーでログインする");
  await page.getByText("パスキーを使えませんでした").waitFor();
  await expectGoodPage(page, "sign-in-passkey-refused");

  await page.goto("/account/second-factor");
  await page.getByRole("link", { name: /取り消す/ }).click();
  await expectGoodPage(page, "passkey-remove");
  await press(page, "登録を取り消す");
  await page.getByText("いまは、確認コードをメールで送っています。").waitFor();
  await page.goto("/sign-in/passkey");
  await press(page, "パスキーでログインする");
  await page.getByText("このサイトに登録のないパスキー").first().waitFor();

  const { session, id } = authenticator;
  await session.send("WebAuthn.clearCredentials", { authenticatorId: id });
  await press(page, "パスキーでログインする");
  await page.getByText("操作が取り消されたか、時間が過ぎました。").waitFor();
});

test("an official comes in by one, and cannot give the last factor away", async () => {
  const office = await doors.openBrowser();
  await addAuthenticator(office);
  const officialMail = await addOfficial(doors.center);
  await office.goto("/office/account/second-factor");
  await signInOfficial(doors.center, office, officialMail);
  await expectGoodPage(office, "office-second-factor");
  await office.getByRole("link", { name: "認証アプリの設定をやめる" }).click();
  await expectGoodPage(office, "app-remove");
  await press(office, "設定をやめる");
  await office.getByText("最後の1つは、やめられません。").waitFor();
  await expectGoodPage(office, "office-last-factor");

  await office.getByRole("link", { name: "パスキーを登録する" }).click();
  await office.getByLabel("パスキーの名前").fill("審査室のパソコン");
  await press(office, "パスキーを登録する");
  await office.getByRole("heading", { name: /回復コード/ }).waitFor();
  await office.getByRole("button", { name: "ログアウト" }).click();
  await office.goto("/office/sign-in");
  await office.getByRole("link", { name: "パスキーでログイン" }).click();
  await press(office, "パスキーでログインする");
  await office.waitForURL(({ pathname }) => pathname === "/office");
});
