/** 目視 at the counter, from the PIN screen to the answer: the built page, the real decoder, a virtual card. */
import { gzipSync } from "node:zlib";
import { checkVisually, JpkiCard, SurfaceCard, withCard } from "@madoguchi/card";
import { problem } from "@madoguchi/contract";
import { expectGoodPage, keyboardUser, launchBrowser } from "@madoguchi/test";
import type { KeyboardUser } from "@madoguchi/test";
import { VirtualCard, VirtualReader } from "@madoguchi/virtual-card";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import { numberBOf } from "../people.fixture.ts";
import { register } from "../hand.fixture.ts";
import { openPlace, withNumberTriesLeft } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;
let user: KeyboardUser;
let complaints: string[];
let fetched: string[];

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
  user = keyboardUser(page);
  complaints = [];
  fetched = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await register(page, place.url);
});

afterEach(async () => {
  place.take();
  Object.assign(place.center, { answer: validAnswer, refusal: null, checks: 0, compared: null });
  await context.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

const NUMBERS = "カードの表の番号を入力してください";
const COMPARE = "この写真は、目の前の患者さんですか";
const VISUAL = /顔写真で確認する/;

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();
const expectTries = (words: string) => page.locator(".rc-tries").getByText(words).waitFor();
const photo = () => page.getByRole("img", { name: /白黒の顔写真/ });

/** What must be pressed next is there without scrolling. */
async function expectInView(name: string): Promise<void> {
  for (const size of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    await page.setViewportSize(size);
    await page.evaluate(() => window.scrollTo(0, 0));
    const box = await page.getByRole("button", { name }).first().boundingBox();
    expect([name, size.width, box !== null && box.y + box.height <= size.height]).toEqual([
      name,
      size.width,
      true,
    ]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function chooseVisual(image = place.image): Promise<void> {
  place.lay({}, image);
  await expectScreen("4桁の暗証番号を入力してください");
  await page.getByRole("button", { name: VISUAL }).click();
  await expectScreen(NUMBERS);
}

type Typed = { readonly day?: string; readonly code?: string };

async function typeNumbers({ day = "17", code = place.image.securityCode }: Typed = {}) {
  await page.getByLabel("年", { exact: true }).fill("55");
  await page.getByLabel("月", { exact: true }).fill("2");
  await page.getByLabel("日", { exact: true }).fill(day);
  await page.getByLabel("2 有効期限の年").fill(place.image.expiry.slice(0, 4));
  await page.getByLabel("3 セキュリティコード").fill(code);
  await page.keyboard.press("Enter");
}

async function typeNumbersByKeyboard(): Promise<void> {
  await user.select("元号", "昭和");
  await user.type("年", "55", page.locator("fieldset"));
  await user.type("月", "2");
  await user.type("日", "17");
  await user.type("2 有効期限の年", place.image.expiry.slice(0, 4));
  await user.type("3 セキュリティコード", place.image.securityCode);
  await page.keyboard.press("Enter");
}

/** Which of the commands that a card gets at one counter is which, from 1, the reading of both counters included. */
async function commandNumbers() {
  const wire: string[] = [];
  const told = (line: string) => void (line.startsWith(">") && wire.push(line));
  const reader = new VirtualReader(VirtualCard.fromImage(place.image, { wire: told }));
  const [slot] = await reader.list();
  const readerId = slot?.id ?? "";
  await withCard(reader, readerId, (link) => new JpkiCard(link).triesLeft());
  await withCard(reader, readerId, (link) => new SurfaceCard(link).triesLeft());
  const challenge = new Uint8Array(32);
  await checkVisually(reader, readerId, { challenge, numberB: numberBOf(place.image) });
  const verify = wire.findIndex((line) => /\*{4}$/.test(line)) + 1;

  // After VERIFY come SELECT and the blocks of the record.
  return { verify, photo: verify + 3, sign: wire.length };
}

/** Scripts with all that comes with them. */
async function withParts(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const add = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    found.add(path);
    const response = await fetch(new URL(path, place.url));
    const parts = (await response.text()).matchAll(/(?:from|import)\s*["'`]\.\/([\w-]+\.js)["'`]/g);
    for (const [, name = ""] of parts) {
      await add(new URL(name, new URL(path, place.url)).pathname);
    }
  };
  for (const path of paths) await add(path);

  return found;
}

describe("目視", () => {
  test("is in no file that a counter loads for a PIN; those are at most 150 KB, compressed", async () => {
    fetched = [];
    await page.reload();
    await expectScreen("マイナンバーカードを置いてください");
    place.lay();
    await expectScreen("4桁の暗証番号を入力してください");
    // The tray of made-up cards is the demo's: no real counter loads it.
    const all = fetched.filter((path) => path.endsWith(".js") && !/\/tray-/.test(path));
    // What is for times without the center comes afterwards, and nobody waits for it.
    const later = await withParts(
      all.filter((path) => /\/(offline|declaration|today-page|forget|operator)-/.test(path)),
    );
    const first = await withParts(all.filter((path) => /\/index-/.test(path)));
    const scripts = all.filter((path) => first.has(path) || !later.has(path));
    expect(scripts.filter((path) => /openjpeg|visual/.test(path))).toEqual([]);
    const sizes = await Promise.all(
      scripts.map(async (path) => {
        const response = await fetch(new URL(path, place.url));
        return gzipSync(await response.bytes()).length;
      }),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
  });

  test("from the PIN screen to the answer, by keyboard alone", async () => {
    place.lay();
    await expectScreen("4桁の暗証番号を入力してください");
    await expectGoodPage(page, "visual-pin");
    await user.press(VISUAL);
    await expectScreen(NUMBERS);
    await expectTries("あと10回入力できます。");
    await expectGoodPage(page, "visual-numbers");
    await expectInView("顔写真を表示する");
    await typeNumbersByKeyboard();
    await expectScreen(COMPARE);
    expect(fetched.some((path) => /openjpeg.*\.wasm$/.test(path))).toBe(true);
    expect(await page.getByRole("status").first().textContent()).toBe(
      "患者さんと顔写真を見比べてください。",
    );
    await expectGoodPage(page, "visual-compare");
    await expectInView("本人です");
    expect(place.center.checks).toBe(0);
    // Nothing confirms by itself.
    await page.keyboard.press("Enter");
    await expectScreen(COMPARE);
    await user.press("本人です");
    await expectScreen("有効");
    await page.getByText("目視（顔写真）").waitFor();
    await expectGoodPage(page, "visual-result");
    expect(place.center).toMatchObject({ checks: 1, compared: "chip" });
  });

  test("the picture is that of the chip, and goes when the screen goes", async () => {
    await chooseVisual();
    await typeNumbers();
    await photo().waitFor();
    const canvas = await photo().elementHandle();
    const greys = await canvas?.evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) return [];
      const drawn = element.getContext("2d")?.getImageData(0, 0, element.width, element.height);
      return [element.width, element.height, new Set(drawn?.data).size > 16];
    });
    expect(greys).toEqual([240, 300, true]);
    place.take();
    await expectScreen(COMPARE);
    await user.press("本人ではありません");
    await expectScreen("ご本人と確認できません");
    const left = await canvas?.evaluate((element) =>
      element instanceof HTMLCanvasElement ? [element.isConnected, element.width] : [],
    );
    expect(left).toEqual([false, 0]);
    await expectGoodPage(page, "visual-not-the-holder");
    expect(place.center.checks).toBe(0);
    await user.press("次の患者さん");
    await expectScreen("マイナンバーカードを置いてください");
  });

  test("what is typed wrongly is told before the card is asked, and a wrong number shows what is left", async () => {
    await chooseVisual();
    await typeNumbers({ day: "31", code: "12" });
    await page.getByRole("alert").first().waitFor();
    expect(await page.title()).toMatch(/^エラー：/u);
    await expectGoodPage(page, "visual-numbers-errors");
    const code = page.getByLabel("3 セキュリティコード");
    expect(await code.inputValue()).toBe("12");
    await typeNumbers({ day: "16" });
    await page.getByText("番号が違います。", { exact: true }).waitFor();
    await expectTries("あと9回入力できます。");
    expect(await page.getByLabel("日", { exact: true }).inputValue()).toBe("16");
    expect(await code.inputValue()).toBe("");
    await expectGoodPage(page, "visual-numbers-wrong");
    await typeNumbers();
    await expectScreen(COMPARE);
  });

  test("a card in the hand while the numbers are typed is asked for when they are sent", async () => {
    await chooseVisual();
    place.take();
    await typeNumbers();
    await page.getByText("カードがリーダーにありません。").waitFor();
    await expectGoodPage(page, "visual-no-card");
    place.lay();
    await user.press("顔写真を表示する");
    await expectScreen(COMPARE);
  });

  test("the last try must be confirmed, and then the number is locked", async () => {
    await chooseVisual(withNumberTriesLeft(place.image, 2));
    await typeNumbers({ day: "16" });
    await expectScreen("番号が違います。あと1回です");
    await expectGoodPage(page, "visual-last-number");
    await user.press("最後の1回を入力する");
    await expectScreen(NUMBERS);
    await typeNumbers({ day: "16" });
    await expectScreen("券面の番号がロックされています");
    await expectGoodPage(page, "visual-locked");
    await user.press("暗証番号で確認する");
    await expectScreen("4桁の暗証番号を入力してください");
  });

  test("a locked PIN leads to the photo", async () => {
    place.lay({ pinLocked: true });
    await expectScreen("暗証番号がロックされています");
    await user.press(VISUAL);
    await expectScreen(NUMBERS);
    await typeNumbers();
    await expectScreen(COMPARE);
    await user.press("本人です");
    await expectScreen("有効");
  });

  test("a decoder that cannot be had leaves the printed photo", async () => {
    await page.route("**/*.wasm", (route) => route.abort());
    await chooseVisual();
    await typeNumbers();
    await expectScreen("カードの写真は、目の前の患者さんですか");
    await page.getByText("カードに印刷された写真と見比べてください").waitFor();
    await expectGoodPage(page, "visual-compare-printed");
    await user.press("本人です");
    await expectScreen("有効");
    expect(place.center.compared).toBe("printed");
  });

  test("a refusal of the center says whose turn it is, and the PIN is one key away", async () => {
    await chooseVisual();
    await typeNumbers();
    await expectScreen(COMPARE);
    place.center.refusal = problem("face-record-other-person");
    await user.press("本人です");
    await expectScreen("カードと登録の生年月日か性別が違います");
    await expectGoodPage(page, "visual-other-person");
    place.center.refusal = null;
    await user.press("暗証番号で確認する");
    await expectScreen("4桁の暗証番号を入力してください");
  });

  test("a card pulled at any of its commands: one message, and ready again", async () => {
    const at = await commandNumbers();
    for (const [pullAt, words] of [
      [at.verify, "番号の確認が途中で切れました"],
      [at.photo, "カードが離れました"],
      [at.sign, "カードが離れました"],
    ] as const) {
      place.lay({ pullAt });
      await page.getByRole("button", { name: VISUAL }).click();
      await typeNumbers();
      await expectScreen("マイナンバーカードを置いてください");
      const notice = page.locator(".mg-notice");
      await notice.getByText(words).waitFor();
      expect(await notice.count()).toBe(1);
    }
    expect(place.center.checks).toBe(0);
    await chooseVisual();
    await typeNumbers();
    await expectScreen(COMPARE);
  });

  test("a photo nobody decides about clears itself", async () => {
    await page.clock.install();
    await chooseVisual();
    await typeNumbers();
    await expectScreen(COMPARE);
    await page.clock.runFor(50_000);
    await user.press("時間を延ばす");
    await page.clock.runFor(50_000);
    await expectScreen(COMPARE);
    await page.clock.runFor(11_000);
    await expectScreen("カードをお取りください");
    expect(await photo().count()).toBe(0);
  });
});
