/** 再照会 without the card, and what a health-check site sees of its contracts. */
import { exampleCoverage, problem } from "@madoguchi/contract";
import type { RecentCheck } from "@madoguchi/contract";
import { expectGoodPage, launchBrowser } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import { register } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;

const byCard: RecentCheck = {
  checkId: "00000000-0000-7000-8000-000000000001",
  checkedAt: "2026-11-20T01:00:00Z",
  way: "card",
  purpose: "visualCheck",
  outcome: "valid",
  name: "山田　花子",
  kana: "ヤマダ　ハナコ",
  birthDate: "1980-02-17",
};

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
});
afterAll(async () => {
  await browser.close();
  await place.close();
});
beforeEach(async () => {
  place.center.recent = [
    { ...byCard, checkId: "00000000-0000-7000-8000-000000000002", way: "recheck" },
    byCard,
  ];
  context = await browser.newContext();
  page = await context.newPage();
  await register(page, place.url);
});
afterEach(async () => {
  place.take();
  Object.assign(place.center, {
    answer: validAnswer,
    recheckRefusal: null,
    searched: null,
    rechecked: null,
  });
  await context.close();
});

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();
const press = (name: string | RegExp) => page.getByRole("button", { name }).click();

async function choosePatient(): Promise<void> {
  await press("カードなしで再照会");
  await expectScreen("カードなしで再照会");
  await press("患者さんを探す");
  await press(/この方を選ぶ/);
  await expectScreen("再照会の理由を選んでください");
}

test("a patient of this month is found, asked for again with a reason, and the result says that no card was there", async () => {
  await press("カードなしで再照会");
  await expectScreen("カードなしで再照会");
  await expectGoodPage(page, "recheck-search");
  await page.getByLabel("生年月日").fill("昭和55年2月30日");
  await press("患者さんを探す");
  await page.getByText("暦にない日付です").waitFor();
  expect(place.center.searched).toBeNull();
  await page.getByLabel("フリガナのはじめ").fill("やまだ");
  await page.getByLabel("生年月日").fill("昭和55年2月17日");
  await press("患者さんを探す");
  await page.getByRole("table").waitFor();
  expect(place.center.searched).toEqual({ kana: "やまだ", birthDate: "1980-02-17" });
  expect(page.url()).toBe(place.url);
  await page.getByRole("cell", { name: "目視（顔写真）" }).waitFor();
  await page.getByRole("cell", { name: "再照会（カードなし）" }).waitFor();
  await expectGoodPage(page, "recheck-found");

  expect(await page.getByRole("button", { name: /この方を選ぶ/ }).count()).toBe(1);
  await press(/この方を選ぶ/);
  await expectScreen("再照会の理由を選んでください");
  await press("カードなしで再照会する");
  await page.getByRole("alert").getByText("再照会の理由を選んでください。").waitFor();
  await page.getByLabel("その他", { exact: true }).check();
  await press("カードなしで再照会する");
  await page.getByRole("alert").getByText("「その他」の理由を").waitFor();
  await expectGoodPage(page, "recheck-reason");
  await page.getByLabel("資格が変わったという連絡").check();
  await press("カードなしで再照会する");

  await expectScreen("有効");
  expect(place.center.rechecked).toMatchObject({
    checkId: byCard.checkId,
    reason: "coverage-change",
  });
  await page.getByText(/再照会（カードなし）/).waitFor();
  await page.getByText(/令和8年11月20日（金） 10:00に暗証番号で確認/).waitFor();
  await expectGoodPage(page, "recheck-result");
  expect(await page.getByRole("button", { name: /同意/ }).count()).toBe(0);
  await press(/次の患者さん/);
  await expectScreen("マイナンバーカードを置いてください");
});

test("nobody found says what to do, and a refusal says why, who and how to go on", async () => {
  place.center.recent = [];
  await press("カードなしで再照会");
  await press("患者さんを探す");
  await page.getByText("合う方がいません").waitFor();
  await expectGoodPage(page, "recheck-nobody");
  await press("受付に戻る");
  await expectScreen("マイナンバーカードを置いてください");

  place.center.recent = [byCard];
  place.center.recheckRefusal = problem("recheck-unlinked");
  await choosePatient();
  await page.getByLabel("会計のあとの確認").check();
  await press("カードなしで再照会する");
  await expectScreen("保険証の利用登録が解除されています");
  await expectGoodPage(page, "recheck-refused");
  await press(/次の患者さん/);
  await expectScreen("カードなしで再照会");
});

test("names do not stay on a screen that was left", async () => {
  await page.clock.install();
  await press("カードなしで再照会");
  await press("患者さんを探す");
  await page.getByRole("table").waitFor();
  await page.clock.fastForward("02:01");
  await expectScreen("マイナンバーカードを置いてください");
  expect(await page.getByText("ヤマダ").count()).toBe(0);
});

test("a health-check site sees whether the examinee belongs to an insurer of a contract", async () => {
  const { insurerNumber, insurerName } = exampleCoverage;
  place.center.answer = {
    ...validAnswer,
    memberships: [
      {
        insurerNumber,
        insurerName,
        contracted: false,
        text: "この保険者とは、健診の契約がありません。",
        nextStep: "受診券か利用券の保険者番号を確かめてください。",
      },
      {
        insurerNumber: "138057",
        insurerName: "窓口市（架空）",
        contracted: true,
        text: "契約している保険者の加入者です。",
        nextStep: null,
      },
    ],
  };
  await choosePatient();
  await page.getByLabel("同じ月のうちの再来").check();
  await press("カードなしで再照会する");
  await page.getByText("この保険者とは、健診の契約がありません。").waitFor();
  await page.getByText("契約している保険者の加入者です。").waitFor();
  await expectGoodPage(page, "memberships");
});
