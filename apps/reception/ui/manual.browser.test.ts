/** Walks the counter as the manuals tell it. `WRITE_MANUALS=1` takes their pictures anew. */
import { formatSetupInfo } from "@madoguchi/contract";
import type { SetupInfo } from "@madoguchi/contract";
import { drawingPicture, launchBrowser, manualPicture } from "@madoguchi/test";
import { VirtualCard } from "@madoguchi/virtual-card";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { answerOf, askingAnswer, validAnswer } from "./answers.fixture.ts";
import { FakePhone } from "./phone.fixture.ts";
import { typePin } from "./hand.fixture.ts";
import { openPlace, otherSetupInfo, setupInfo, withTriesLeft } from "./reception.fixture.ts";
import type { Place } from "./reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
});
afterAll(async () => {
  await browser.close();
  await place.close();
});
beforeEach(async () => {
  context = await browser.newContext({ bypassCSP: true });
  page = await context.newPage();
});
afterEach(async () => {
  place.take();
  const usual = { answer: validAnswer, refusal: null, recent: [], update: undefined };
  Object.assign(place.center, { ...usual, app: undefined });
  await context.close();
});

const LAY = "マイナンバーカードを置いてください";
const PIN = "4桁の暗証番号を入力してください";

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words, exact: true }).waitFor();
const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();

async function register(info: SetupInfo = setupInfo, name = "受付1"): Promise<void> {
  await page.getByLabel("まとめて貼り付け").fill(formatSetupInfo(info));
  await page.getByLabel("この端末の名前").fill(name);
  await press("登録する");
  await expectScreen(LAY);
}

async function nextPatient(): Promise<void> {
  await press(/次の患者さん/);
  place.take();
  await expectScreen(LAY);
}

test("a window of the patient's own", async () => {
  await page.goto(place.url);
  await register();
  const [patient] = await Promise.all([
    page.waitForEvent("popup"),
    press("患者さん用の画面を開く"),
  ]);
  await patient.getByRole("heading", { name: `${LAY}。` }).waitFor();
  place.lay();
  await patient.getByRole("heading", { name: `${PIN}。` }).waitFor();
  await manualPicture(patient, "patient-display", [
    "暗証番号が分からない",
    "確認する",
    "日本語",
    "English",
  ]);
  expect(await patient.getByText(setupInfo.facilityCode).count()).toBe(0);
});

test("Windows: setting up, a patient by PIN, a patient by photo", async () => {
  await page.goto(place.url);
  await expectScreen("この端末を登録します");
  const file = page.getByText("QRコードの画像");
  await manualPicture(page, "setup", ["まとめて貼り付け", "QRコードの画像"], { before: file });
  await page.getByLabel("まとめて貼り付け").fill(formatSetupInfo(setupInfo));
  await page.getByText("4つの値を読み取りました").waitFor();
  expect(await page.getByLabel("ユーザーID").inputValue()).toBe(setupInfo.userId);
  await register();
  await manualPicture(page, "waiting", ["つながっています", "カードなしで再照会"]);
  place.lay();
  await expectScreen(PIN);
  await page.keyboard.type("12");
  await manualPicture(page, "pin", [
    "あと3回入力できます",
    "確認する",
    "数字の並びを変える",
    "顔写真で確認する（暗証番号が分からないとき）",
  ]);
  await page.keyboard.type("34");
  await page.keyboard.press("Enter");
  await expectScreen("有効");
  await manualPicture(page, "result-valid", ["コピー", "印刷", "次の患者さん", "時間を延ばす"]);
  await nextPatient();

  place.lay();
  await expectScreen(PIN);
  await press(/顔写真で確認する/);
  await expectScreen("カードの表の番号を入力してください");
  await manualPicture(page, "numbers", [
    "1 生年月日",
    "2 有効期限の年",
    "3 セキュリティコード",
    "顔写真を表示する",
  ]);
  await page.getByLabel("年", { exact: true }).fill("55");
  await page.getByLabel("月", { exact: true }).fill("2");
  await page.getByLabel("日", { exact: true }).fill("17");
  await page.getByLabel("2 有効期限の年").fill(place.image.expiry.slice(0, 4));
  await page.getByLabel("3 セキュリティコード").fill(place.image.securityCode);
  await page.keyboard.press("Enter");
  await expectScreen("この写真は、目の前の患者さんですか");
  await page.getByRole("img", { name: /白黒の顔写真/ }).waitFor();
  await manualPicture(page, "compare", ["本人です", "本人ではありません", "時間を延ばす"]);
});

test("the reception's flows: who is at the counter", async () => {
  await page.goto(place.url);
  await register();
  await press(/^設定/);
  const group = page.getByRole("radiogroup", { name: "担当者の名前を、確認の記録に残す" });
  await group.getByRole("radio", { name: "残す", exact: true }).check();
  await press("設定を保存する");
  await press("受付に戻る");
  for (const name of ["佐藤", "鈴木"]) {
    await expectScreen("担当者を選んでください");
    await page.getByLabel("一覧にない担当者の名前").fill(name);
    await press("加えて受付する");
    await expectScreen(LAY);
    await press("担当者を替える");
  }
  await manualPicture(page, "operator", ["この担当者で受付する", "加えて受付する"]);
});

test("the reception's flows: the last try, no coverage, consents, first use, 再照会, two facilities", async () => {
  await page.goto(place.url);
  await register();
  place.lay({}, withTriesLeft(place.image, 1));
  await expectScreen("暗証番号の入力は、あと1回です");
  await manualPicture(page, "last-try", ["顔写真で確認する", "最後の1回を入力する"]);
  await press("入力せずに終える");
  place.take();
  await expectScreen(LAY);

  place.center.answer = answerOf("none");
  place.lay();
  await typePin(page);
  await expectScreen("該当資格なし");
  await manualPicture(page, "result-none", [
    "患者さんへの言い方",
    "次にすること",
    "今日の会計",
    "被保険者資格申立書を印刷する",
  ]);
  await nextPatient();

  place.center.answer = askingAnswer;
  place.lay();
  await typePin(page);
  await page.getByText("限度額の情報", { exact: true }).waitFor();
  await manualPicture(page, "consent", ["提供する", "提供しない", "この内容で決める"]);
  await press("答えずに進む");
  await expectScreen("有効");
  await nextPatient();

  place.center.answer = answerOf("unlinked");
  place.lay();
  await typePin(page);
  await press("この窓口で利用登録をする");
  await manualPicture(page, "first-use", ["同意していただくこと", "同意して登録に進む"]);
  await press("今日は登録しない");
  place.take();
  await expectScreen(LAY);

  place.center.recent = [
    {
      checkId: "00000000-0000-7000-8000-000000000001",
      checkedAt: "2026-11-20T01:00:00Z",
      way: "card",
      purpose: "pinCheck",
      outcome: "valid",
      name: "山田　花子",
      kana: "ヤマダ　ハナコ",
      birthDate: "1980-02-17",
    },
  ];
  await press("カードなしで再照会");
  await page.getByLabel("フリガナのはじめ").fill("ヤマダ");
  await press("患者さんを探す");
  await page.getByRole("table").waitFor();
  await manualPicture(page, "recheck", ["この方を選ぶ", "カードなしで再照会"]);
  await press(/この方を選ぶ/);
  for (const reason of ["同じ月のうちの再来", "会計のあとの確認", "請求の前の確認"]) {
    expect(await page.getByLabel(reason).count()).toBe(1);
  }
  await press("選び直す");
  await press("受付に戻る");

  await press("この端末に施設を加える");
  await press("この端末に施設を加える");
  await register(otherSetupInfo);
  await press("施設を切り替える");
  await manualPicture(page, "facilities", ["いま受付している施設", "この施設で受付する"]);
});

test("a new version: until when, and where it is", async () => {
  await page.clock.setFixedTime("2027-01-12T00:00:00Z");
  place.center.update = { version: "0.2.0", refusedFrom: "2027-02-01" };
  Object.assign(place.center, { app: { version: "0.1.0", startsWithSystem: true, center: "" } });
  await page.goto(place.url);
  await register();
  await page.getByText("令和9年1月31日（日）までに").waitFor();
  expect(await page.getByRole("button", { name: "新しい版にする" }).count()).toBe(1);
  await manualPicture(page, "update", ["新しい版にする"]);
});

test("what to do in trouble: a screen of trouble, and whether the reader will do", async () => {
  await page.goto(place.url);
  await press("この機器は使えますか（調べる）");
  await expectScreen("この機器は使えますか");
  await manualPicture(page, "self-test-before", ["調べ始める", "暗証番号は使いません"]);
  await press("調べ始める");
  await expectScreen(LAY);
  place.lay({ extendedLength: true });
  await expectScreen("カードを取ってください");
  place.take();
  await expectScreen("もう一度、置いてください");
  place.lay({ extendedLength: true });
  await expectScreen("使えます");
  await manualPicture(page, "self-test-result", ["調べたこと", "問題なし", "ファイルに保存"], {
    before: page.getByRole("heading", { name: "分かっている機種の一覧" }),
  });
  place.take();
  await press(/に戻る/);
  await register();
  place.lay({}, withTriesLeft(place.image, 0));
  await expectScreen("暗証番号がロックされています");
  await manualPicture(page, "trouble", [
    "患者さんへの言い方",
    "次にすること",
    "今日の会計",
    "顔写真で確認する",
    "次の患者さん",
  ]);
});

test("phones: setting up, the two ways, the card against the back", async () => {
  const size = { width: 390, height: 720 };
  await page.goto(place.url);
  await page.setViewportSize(size);
  const file = page.getByText("QRコードの画像");
  await manualPicture(page, "phone-setup", ["まとめて貼り付け", "QRコードの画像"], {
    before: file,
  });
  await register();
  await page.close();

  for (const kind of ["nfc-android", "nfc-ios"] as const) {
    const phone = new FakePhone();
    page = await phone.openPage(context, kind);
    await page.setViewportSize(size);
    await page.goto(place.url);
    await expectScreen("マイナンバーカードの受付を始めます");
    if (kind === "nfc-android") {
      await manualPicture(page, "phone-start", ["暗証番号で確認する", "顔写真で確認する"]);
    }
    await press("暗証番号で確認する");
    await typePin(page);
    await expectScreen("カードをスマートフォンの背面に当ててください");
    await (kind === "nfc-android"
      ? manualPicture(page, "phone-hold", ["背面の中央を、カードの中央に重ねます", "取りやめる"])
      : manualPicture(page, "iphone-hold", ["iPhoneの上の端を、カードの中央に重ねます"]));
    phone.lay(VirtualCard.fromImage(place.image));
    await expectScreen("有効");
    await page.close();
  }
});

test.each(["flow-before", "flow-pc", "flow-visual", "flow-phone"])(
  "the drawing %s has a picture for paper",
  async (name) => {
    const { drawing, picture } = await drawingPicture(page, name);
    expect(picture).toEqual(drawing);
  },
);
