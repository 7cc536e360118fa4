/** 保険証利用登録 and the consents for 限度額 and 特定疾病, as staff and patient see them. */
import { mkdirSync } from "node:fs";
import { problem } from "@madoguchi/contract";
import { expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerOf, askingAnswer, validAnswer } from "./answers.fixture.ts";
import { register, typePin } from "./hand.fixture.ts";
import { openPlace } from "./reception.fixture.ts";
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
  context = await browser.newContext();
  page = await context.newPage();
  await register(page, place.url);
});
afterEach(async () => {
  place.take();
  Object.assign(place.center, {
    answer: validAnswer,
    firstUseRefusal: null,
    stated: null,
    consents: null,
  });
  await context.close();
});

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();
const focusedId = () => page.evaluate(() => document.activeElement?.id);
const press = (name: string) => page.getByRole("button", { name }).click();

/** No fault that axe finds, nothing that reaches out sideways, and what is pressed next in view, in each window. */
async function expectSound(name: string, button: string): Promise<void> {
  const directory = process.env["RECEPTION_PICTURES"];
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  for (const size of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
    { width: 320, height: 640 },
  ]) {
    await page.setViewportSize(size);
    await expectNoAxeViolations(page);
    expect(await sidewaysOverflow(page)).toEqual([]);
    if (directory !== undefined) {
      await page.screenshot({ path: `${directory}/${name}-${size.width}.png` });
    }
    const box = await page.getByRole("button", { name: button }).first().boundingBox();
    const isInView = box !== null && box.y >= 0 && box.y + box.height <= size.height;
    expect([name, size.width, isInView]).toEqual([name, size.width, true]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function check(): Promise<void> {
  place.lay();
  await enterPin();
}

async function enterPin(): Promise<void> {
  await typePin(page);
}

describe("保険証利用登録", () => {
  const fields = {
    保険者番号: "０１１３００１２",
    記号: "12345678",
    番号: "901",
    枝番: "00",
    生年月日: "昭和55年2月17日",
  };
  const fill = async () => {
    for (const [label, value] of Object.entries(fields)) {
      await page.getByRole("textbox", { name: new RegExp(`^${label} `, "u") }).fill(value);
    }
  };

  test("from 利用登録なし over consent, numbers and PIN to the answer", async () => {
    place.center.answer = answerOf("unlinked");
    await check();
    await expectScreen("保険証利用登録なし");
    await expectSound("unlinked", "この窓口で利用登録をする");
    await press("この窓口で利用登録をする");
    await expectScreen("このカードを健康保険証として登録しますか");
    await expectSound("agree", "今日は登録しない");
    const [yes, no] = await Promise.all(
      ["同意して登録に進む", "今日は登録しない"].map((name) =>
        page.getByRole("button", { name }).boundingBox(),
      ),
    );
    expect([yes?.width, yes?.height]).toEqual([no?.width, no?.height]);
    await press("同意して登録に進む");
    await expectScreen("保険の情報を入力してください");
    await expectSound("statement", "暗証番号の入力へ");
    await press("暗証番号の入力へ");
    await page.getByRole("alert").first().waitFor();
    expect(await page.title()).toMatch(/^エラー：/u);
    expect(await focusedId()).toBe("error-summary");
    await expectSound("statement-errors", "暗証番号の入力へ");
    await fill();
    await press("暗証番号の入力へ");
    await page.getByText("利用登録に同意する署名に使います").waitFor();
    await expectSound("pin-first-use", "確認する");
    expect(await page.getByText("顔写真で確認する").count()).toBe(0);
    await enterPin();
    await expectScreen("有効");
    expect(place.center.stated).toEqual({
      insurerNumber: "01130012",
      symbol: "12345678",
      number: "901",
      branch: "00",
      birthDate: "1980-02-17",
      kana: null,
    });
  });

  test("a refusal says nothing about what was wrong, and what was typed is there to be mended", async () => {
    place.center.answer = answerOf("unlinked");
    place.center.firstUseRefusal = problem("first-use-refused");
    await check();
    await press("この窓口で利用登録をする");
    await press("同意して登録に進む");
    await fill();
    // The card is in the hand meanwhile: nothing is asked until it lies there again.
    place.take();
    await press("暗証番号の入力へ");
    await page.getByText("カードがリーダーにありません").waitFor();
    place.lay();
    await page.getByText("カードがリーダーにありません").waitFor({ state: "detached" });
    await press("暗証番号の入力へ");
    await enterPin();
    await expectScreen("利用登録ができませんでした");
    await expectSound("first-use-refused", "入力を直す");
    await press("入力を直す");
    for (const [label, value] of Object.entries(fields)) {
      const field = page.getByRole("textbox", { name: new RegExp(`^${label} `, "u") });
      expect(await field.inputValue()).toBe(value);
    }
  });

  test.each(["first-use-limit", "first-use-already-linked", "first-use-suspended"] as const)(
    "%s: who can change it, what to do now, and on to the next patient",
    async (slug) => {
      place.center.answer = answerOf("unlinked");
      place.center.firstUseRefusal = problem(slug);
      await check();
      await press("この窓口で利用登録をする");
      await press("同意して登録に進む");
      await fill();
      await press("暗証番号の入力へ");
      await enterPin();
      await expectScreen(problem(slug).title);
      await expectSound(slug, "次の患者さん");
    },
  );

  test("who does not want to is not asked why, and the next patient comes", async () => {
    place.center.answer = answerOf("unlinked");
    await check();
    await press("この窓口で利用登録をする");
    await press("今日は登録しない");
    await expectScreen("カードをお取りください");
    expect(place.center.stated).toBeNull();
  });
});

describe("限度額 and 特定疾病", () => {
  const ask = async () => {
    place.center.answer = askingAnswer;
    await check();
    await expectScreen("架空はり灸院に、次の情報を提供しますか");
  };
  const choose = (question: string, answer: string) =>
    page.getByRole("radiogroup", { name: question }).getByText(answer, { exact: true }).click();

  test("asked before the answer is seen, with ways that weigh the same, and shown with their end", async () => {
    await ask();
    expect(await page.getByText("ヤマダ　ハナコ").count()).toBe(0);
    expect(await page.getByRole("radio", { checked: true }).count()).toBe(0);
    await expectSound("consent", "この内容で決める");
    const sizes = await page
      .locator(".rc-consent-choice")
      .evaluateAll((all) => all.map((each) => [each.clientWidth, each.clientHeight].join("x")));
    expect(new Set(sizes).size).toBe(1);
    await choose("限度額の情報", "提供する");
    await press("この内容で決める");
    await page.getByRole("link", { name: /特定疾病の情報/u }).waitFor();
    expect(await focusedId()).toBe("error-summary");
    await expectSound("consent-errors", "この内容で決める");
    await choose("特定疾病の情報", "提供しない");
    await press("この内容で決める");
    await expectScreen("有効");
    expect(place.center.consents).toEqual({
      limitCertificate: "given",
      specificDiseases: "declined",
    });
    const consents = page.getByRole("region", { name: "情報の提供の同意" });
    expect(await consents.innerText()).toMatch(
      /限度額：\s*同意あり（令和8年11月30日まで）\s*特定疾病：\s*同意なし/u,
    );
    await page.getByText("区分ウ").waitFor();
    // Nobody here knows whether there is one.
    expect(await page.getByText("特定疾病療養受療証").count()).toBe(0);
    await expectSound("result-consents", "次の患者さん");
  });

  test("withdrawn at the counter, by keyboard alone", async () => {
    await ask();
    const [limit, disease] = ["限度額の情報", "特定疾病の情報"].map((name) =>
      page.getByRole("radiogroup", { name }).getByRole("radio", { name: "提供する" }),
    );
    await limit?.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await disease?.isChecked()).toBe(true);
    await page.keyboard.press("Enter");
    await expectScreen("有効");
    await press("同意を変える");
    await expectScreen("架空はり灸院に、次の情報を提供しますか");
    expect(await page.getByRole("radio", { checked: true }).count()).toBe(2);
    await choose("限度額の情報", "提供しない");
    await press("この内容で決める");
    await expectScreen("有効");
    expect(place.center.consents).toEqual({
      limitCertificate: "declined",
      specificDiseases: "given",
    });
    expect(await page.getByText("区分ウ").count()).toBe(0);
  });

  test("who does not answer in a minute gets the answer without; a broken line is told", async () => {
    await page.clock.install();
    await ask();
    await page.clock.runFor(61_000);
    await expectScreen("有効");
    expect(place.center.consents).toBeNull();
    await page.route("**/consents", (route) => route.abort());
    await press("同意を尋ねる");
    await choose("限度額の情報", "提供する");
    await choose("特定疾病の情報", "提供する");
    await press("この内容で決める");
    await page.getByText("患者さんの答えを、窓口に届けられませんでした").waitFor();
    await expectScreen("有効");
    await expectSound("result-consent-lost", "次の患者さん");
  });
});
