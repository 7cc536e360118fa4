/**
 * The whole guide once, as a stranger walks it: `npm start` on an empty folder, registration, application, approval, a terminal,
 * a patient's card, the day of going live, the grant and its letter. By keyboard alone; the portal and the office without JavaScript.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDigit, tokyoToday } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
import { expectNoAxeViolations, keyboardUser, launchBrowser, takePictures } from "@madoguchi/test";
import type { KeyboardUser } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../root.ts";

const PASSWORD = "窓口で 毎日 たすかる 言葉";
const FACILITY = "架空はじめ医院";
const MAIL = "hajime@example.jp";
const today = tokyoToday(systemClock);

let varDir: string;
let launcher: ChildProcess;
let origin: string;
let browser: Browser;
let clinic: KeyboardUser;
let office: KeyboardUser;
let counter: KeyboardUser;
let setupText: string;
let receptionUrl: string;

beforeAll(async () => {
  varDir = await mkdtemp(join(tmpdir(), "madoguchi-first-light-"));
  launcher = spawn(
    process.execPath,
    [join(repositoryRoot(), "bin/madoguchi.mjs"), "start", "--insured", "500"],
    {
      env: { ...process.env, PORT: "0", MADOGUCHI_VAR: varDir, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  [origin, browser] = await Promise.all([announcedOrigin(launcher), launchBrowser()]);
  const open = async (javaScriptEnabled: boolean): Promise<Page> =>
    (await browser.newContext({ baseURL: origin, javaScriptEnabled })).newPage();
  clinic = keyboardUser(await open(false));
  office = keyboardUser(await open(false));
  counter = keyboardUser(await open(true));
});
afterAll(async () => {
  await browser?.close();
  launcher.kill("SIGINT");
  if (launcher.exitCode === null) await once(launcher, "exit");
  await rm(varDir, { recursive: true, force: true });
});

const pictures = process.env["PICTURES"];

/** What each of the three saw when a test failed, where somebody wants to look. */
afterEach(async ({ task }) => {
  if (!pictures || task.result?.state !== "fail") return;
  for (const [who, { page }] of Object.entries({ clinic, office, counter })) {
    await page.screenshot({ path: join(pictures, `failed-${who}.png`), fullPage: true });
  }
});

async function announcedOrigin(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const found = /ポータル（医療機関等）\s+(http:\/\/\S+?)\/\n/.exec(said)?.[1];
    if (found) {
      child.stdout?.resume();
      return found;
    }
  }
  throw new Error(`npm start ended before it was ready:\n${said}`);
}

const look = (user: KeyboardUser, name: string): Promise<void> =>
  takePictures(user.page, `walk-${name}`);

test("1 a facility answers the questions, registers, follows the link in its mail and sets a password", async () => {
  const { page } = clinic;
  await page.goto("/");
  await look(clinic, "01-front");
  await clinic.follow("わたしの施設は対象ですか");
  await clinic.choose("どの種類の施設ですか", "病院・医科診療所");
  await look(clinic, "02-question");
  await clinic.press("次へ");
  await clinic.choose("保険の費用を、どのように受け取っていますか", "紙のレセプトで請求している");
  await clinic.press("次へ");
  await page.getByRole("heading", { name: "質問3" }).waitFor();
  await clinic.choose(
    "通常のオンライン資格確認の準備は、どうなっていますか",
    "導入も届出もしていない",
  );
  await clinic.press("次へ");
  await page.getByRole("heading", { name: /対象です：紙レセプト等/u }).waitFor();
  await look(clinic, "03-target");
  await clinic.follow("この内容で新規ユーザー登録へ");
  expect(await page.getByLabel("医科診療所・病院").isChecked()).toBe(true);
  await look(clinic, "04-register-code");
  await clinic.type(
    "医療機関コード（施術所は登録記号番号）",
    `131970001${checkDigit("131970001")}`,
  );
  await clinic.press("次へ");
  await clinic.type("施設の名称", FACILITY);
  await clinic.type("開設者の氏名", "架空 はじめ");
  await clinic.type("郵便番号", "1000013");
  await clinic.type("所在地", "東京都千代田区霞が関1-2-2（架空）");
  await clinic.type("電話番号", "03-0000-0000");
  await clinic.type("担当者の氏名", "架空 はじめ");
  await clinic.type("メールアドレス", MAIL);
  await clinic.tick("利用規約に同意します");
  await look(clinic, "05-register-details");
  await clinic.press("確認メールを送る");
  await page.getByRole("heading", { name: "メールを送りました" }).waitFor();

  await look(clinic, "06-mail-sent");
  await openMail("ユーザー登録を完了してください");
  await look(clinic, "07-mail");
  await clinic.follow(/\/register\/complete/);
  await clinic.type("パスワード", PASSWORD);
  await clinic.type("パスワード（確認）", PASSWORD);
  await look(clinic, "08-password");
  await clinic.press("登録を完了する");
  await page.getByText("9つのうち0つ済みました").first().waitFor();
  expect(pathOf(page)).toBe("/home");
  await look(clinic, "09-home-new");
});

test("2 it fills in the application, sees it once more, submits, and sees where it stands", async () => {
  const { page } = clinic;
  await clinic.follow("利用申請");
  await page.getByLabel("紙レセプトで請求している").waitFor();
  await clinic.tick("紙レセプトで請求している");
  await clinic.tick("パソコン（Windows）と有線の汎用カードリーダー");
  await clinic.date(today.add({ days: 14 }));
  await clinic.tick("患者さんの保険の資格を確認するためだけに使います");
  await clinic.tick("入力した内容は事実のとおりです");
  await look(clinic, "10-application");
  await clinic.press("入力内容を確認する");
  await page.getByRole("heading", { name: "入力内容の確認" }).waitFor();
  await look(clinic, "11-application-confirm");
  await clinic.press("この内容で申請する");
  await page.getByText("審査担当").first().waitFor();
  expect(pathOf(page)).toBe("/usage-application");
  await look(clinic, "12-application-status");
});

test("3 an official sees it in the queue, opens and approves it", async () => {
  const { page } = office;
  await page.goto("/office");
  await signIn(office, "shinsa@example.jp", "madoguchi-demo");
  await giveCode("shinsa@example.jp");
  await office.follow(FACILITY);
  await look(office, "13-office-review");
  await office.press(/^承認/);
  await page.getByText("申請を承認し").first().waitFor();
  expect(await page.getByRole("link", { name: FACILITY }).count()).toBe(0);
});

/** Reads the code where the demo shows it, and comes back. */
async function giveCode(mail: string): Promise<void> {
  const { page } = office;
  await office.follow("実演用の確認コード");
  const row = page.getByRole("row", { name: mail });
  const code = await row.getByRole("strong").innerText();
  await page.goBack();
  await office.type("認証アプリの確認コード", code);
  await office.press("確認する");
  await page.waitForURL(({ pathname }) => pathname === "/office");
}

test("4 a mail tells of the approval, and the portal shows ユーザー設定情報 once", async () => {
  const { page } = clinic;
  await openMail("利用申請を承認しました");
  await look(clinic, "14-mail-approved");
  await clinic.follow(/\/terminals$/);
  await look(clinic, "15-terminals");
  await clinic.press("設定情報を表示する");
  await page.getByRole("heading", { name: "ユーザー設定情報", level: 1 }).waitFor();
  await look(clinic, "16-setup-info");
  setupText = await page.locator("pre").innerText();
  expect(setupText).toMatch(/W\d{7}/);
  const link = page.getByRole("link", { name: /^受付アプリ（/u });
  receptionUrl = (await link.getAttribute("href")) ?? "";
});

test("5 reception registers itself as a terminal", async () => {
  const { page } = counter;
  await page.goto(receptionUrl);
  await page.getByLabel("まとめて貼り付け").waitFor();
  await look(counter, "17-reception-setup");
  await counter.type("まとめて貼り付け", setupText);
  await counter.type("この端末の名前", "受付1");
  await counter.press("登録する");
  await page.getByRole("heading", { name: "マイナンバーカードを置いてください" }).waitFor();
  expect(await page.getByRole("banner").innerText()).toContain(FACILITY);
});

test("6–8 a card, four digits, and the answer 有効; a wrong PIN says how many tries are left", async () => {
  const { page } = counter;
  await look(counter, "18-reception-waiting");
  await counter.press(/3割/);
  await page.getByRole("heading", { name: "4桁の暗証番号を入力してください" }).waitFor();
  await page.keyboard.type("9999");
  await page.keyboard.press("Enter");
  await page.getByText("あと2回入力できます").first().waitFor();
  await page.keyboard.type("1234");
  await page.keyboard.press("Enter");
  await agreeTo("提供する", "提供しない");
  await page.getByRole("heading", { name: "有効", level: 1 }).waitFor();
  await page.getByText("山田　花子").first().waitFor();
  await page.getByText(/同意あり（令和.+まで）/u).waitFor();
  await expectNoAxeViolations(page);
  if (pictures) await page.screenshot({ path: join(pictures, "result.png"), fullPage: true });
});

/** The patient is asked what this facility may be told. */
async function agreeTo(limit: string, disease: string): Promise<void> {
  await counter.page.getByRole("heading", { name: /次の情報を提供しますか/u }).waitFor();
  await counter.choose("限度額の情報", limit);
  await counter.choose("特定疾病の情報", disease);
  await counter.press("この内容で決める");
}

test("8½ a card that nobody has linked is registered at the counter, and answered at once", async () => {
  const { page } = counter;
  const pin = async () => {
    await page.getByRole("heading", { name: "4桁の暗証番号を入力してください" }).waitFor();
    await page.keyboard.type("1234");
    await page.keyboard.press("Enter");
  };
  await counter.press("次の患者さん");
  await counter.press("カードを取る");
  await counter.press(/この窓口で登録できる/);
  await pin();
  await page.getByRole("heading", { name: "保険証利用登録なし" }).waitFor();
  const paper = await page.getByText(/資格情報のお知らせ：/u).innerText();
  const told = (label: string) => new RegExp(`${label}([^、。]+)`, "u").exec(paper)?.[1] ?? "";
  await counter.press("この窓口で利用登録をする");
  await counter.press("同意して登録に進む");
  await counter.type("保険者番号", told("保険者番号 "));
  await counter.type("記号", told("記号 "));
  await counter.reach(page.getByRole("textbox", { name: /^番号/u }));
  await page.keyboard.insertText(told("、番号 "));
  await counter.type("枝番", told("枝番 "));
  await counter.type("生年月日", told("カードの表：").replace("生", ""));
  await expectNoAxeViolations(page);
  await counter.press("暗証番号の入力へ");
  await pin();
  await agreeTo("提供しない", "提供しない");
  await page.getByRole("heading", { name: "有効", level: 1 }).waitFor();
  await page.getByText("山口　芽衣").first().waitFor();
  await page.getByText("特定疾病：").waitFor();
  if (pictures) await page.screenshot({ path: join(pictures, "first-use.png"), fullPage: true });
});

test("9 the checklist ticked itself; the facility enters its day of going live", async () => {
  const { page } = clinic;
  await clinic.follow("準備の進み具合");
  await page.getByText("はじめての「有効」を確認しました").waitFor();
  await look(clinic, "19-home-checked");
  // A card was checked: the day is asked for on this very page.
  await clinic.date(today);
  await clinic.press("この日に決める");
  await page.getByText("9つのうち4つ済みました").first().waitFor();
  expectOwnTime();
  await clinic.follow("端末を選ぶ");
  await clinic.tick("パソコン（Windows 10 か Windows 11）");
  await clinic.choose("受付で使えるインターネット", "有線（LANケーブル）");
  await clinic.choose("受付の外でも使いますか", "いいえ");
  await clinic.choose("カードを置くだけで読み取りたいですか", "はい");
  await clinic.choose("画面の読み上げや、大きな文字を使いますか", "いいえ");
  await clinic.press("3つの方法を比べる");
  await page.getByText("2,000円（補助金 3,000円）").waitFor();
  await clinic.press("パソコンに決める");
  await page.getByText("9つのうち5つ済みました").first().waitFor();
  await clinic.press("購入が済んだ");
  await page.getByText("9つのうち6つ済みました").first().waitFor();
  expect(pathOf(page)).toBe("/home");
});

test("10 it applies for the grant, two officials approve, and the letter is a PDF", async () => {
  const { page } = clinic;
  await clinic.follow("補助金");
  await clinic.press("この補助金を申請する");
  await clinic.follow("入力の続きへ");
  const line = page.getByRole("group", { name: "1行目" });
  await clinic.select("項目", "カードリーダー", line);
  await clinic.type("品名", "架空リーダー CR-1", line);
  await clinic.type("数量", "1", line);
  await clinic.type("税込金額", "14500", line);
  await clinic.date(today, line);
  await clinic.type("購入先", "架空電器", line);
  await clinic.press("保存して次へ");
  await clinic.attach("領収書（写）のファイル", {
    name: "receipt.png",
    mimeType: "image/png",
    buffer: picture(),
  });
  await clinic.press(/選んだファイルを追加する.*領収書/u);
  await clinic.follow(/^次へ$/);
  await clinic.type("金融機関を探す", "三井住友銀行");
  await clinic.press("探す");
  await clinic.choose("見つかった金融機関", "三井住友（0009）");
  await clinic.type("支店を探す", "霞が関");
  await page.keyboard.press("Enter");
  await clinic.choose("見つかった支店", "霞が関（639）");
  await clinic.choose("種別", "普通");
  await clinic.type("口座番号", "0000123");
  await clinic.type("口座名義（カナ）", "カクウ ハジメ");
  await clinic.press("保存して確認へ");
  await page.getByText("10,000円").first().waitFor();
  await clinic.press("この内容で申請する");
  await page.getByText("審査担当が内容を確かめています").first().waitFor();

  await office.page.goto("/office/grants");
  await office.follow(FACILITY);
  await office.press("10,000円で承認する");
  await office.page.getByText("ほかの審査担当の承認がそろうと").waitFor();
  await office.press("ログアウト");
  await office.page.waitForURL(/sign-in/);
  await signIn(office, "shonin@example.jp", "madoguchi-demo");
  await giveCode("shonin@example.jp");
  await office.page.goto("/office/grants");
  await office.follow(FACILITY);
  await office.press("10,000円で承認する");
  await office.page.getByText("承認しました。施設にメールで知らせました。").waitFor();

  await page.reload();
  const letter = page.getByRole("link", { name: "交付決定通知（PDF）を開く" });
  const response = await page.request.get((await letter.getAttribute("href")) ?? "");
  expect(response.headers()["content-type"]).toContain("application/pdf");
  expect((await response.body()).subarray(0, 5).toString()).toBe("%PDF-");
});

/** From the front door to the day of going live: what a person needs who reads as they go, at a leisurely 10 seconds a field and 5 a step. */
function expectOwnTime(): void {
  const fields = clinic.done.fields + counter.done.fields;
  const steps = clinic.done.steps + counter.done.steps;
  expect(fields * 10 + steps * 5, `${fields} fields and ${steps} steps, in seconds`).toBeLessThan(
    10 * 60,
  );
}

const pathOf = (page: Page): string => new URL(page.url()).pathname;

async function openMail(subject: string): Promise<void> {
  const { page } = clinic;
  await expect
    .poll(
      async () => {
        await page.goto("/dev/mail");
        return page.getByRole("link", { name: subject }).count();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  await clinic.follow(new RegExp(subject));
}

async function signIn(user: KeyboardUser, mail: string, password: string): Promise<void> {
  await user.type("メールアドレス", mail);
  await user.type("パスワード", password);
  await user.press("ログイン");
}

/** A picture of one white point: a real PNG. */
function picture(): Buffer {
  return Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
    "base64",
  );
}
