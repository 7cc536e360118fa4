import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import {
  APP_VERSION,
  formatSetupInfo,
  outcomes,
  problem,
  setupFragment,
} from "@madoguchi/contract";
import { qrPath } from "@madoguchi/platform";
import { expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerOf, fullAnswer, validAnswer } from "./answers.fixture.ts";
import { typePin } from "./hand.fixture.ts";
import { commandNumbers, openPlace, setupInfo, withTriesLeft } from "./reception.fixture.ts";
import type { Place } from "./reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
});

afterAll(async () => {
  await browser.close();
  await place.close();
});

beforeEach(async () => {
  context = await browser.newContext({ permissions: ["clipboard-write", "clipboard-read"] });
  page = await context.newPage();
  complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
});

afterEach(async () => {
  place.take();
  Object.assign(place.center, { answer: validAnswer, refusal: null, checks: 0 });
  await context.close();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

const heading = () => page.getByRole("heading", { level: 1 });
const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();

/** What the screen says of the tries left. */
const expectTries = (words: string) => page.locator(".rc-tries").getByText(words).waitFor();

const windows = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
  // A wide window at 400 %.
  { width: 320, height: 640 },
];

/** Everything that must hold of any screen in any window; a picture of it, where somebody wants to look. */
async function expectSound(name: string, button?: string): Promise<void> {
  const directory = process.env["RECEPTION_PICTURES"];
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  for (const size of windows) {
    await page.setViewportSize(size);
    // The narrowest differs from the next in the breaking of lines alone.
    if (size.width > 320) await expectNoAxeViolations(page);
    expect(await sidewaysOverflow(page)).toEqual([]);
    if (button !== undefined) expect([button, await isInView(button)]).toEqual([button, true]);
    if (directory !== undefined) {
      await page.screenshot({ path: `${directory}/${name}-${size.width}.png` });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** What must be pressed next is there without scrolling. */
async function isInView(name: string): Promise<boolean> {
  const box = await page.getByRole("button", { name }).first().boundingBox();
  return box !== null && box.y + box.height <= (page.viewportSize()?.height ?? 0);
}

const pasted = formatSetupInfo(setupInfo);

async function register(): Promise<void> {
  await page.goto(place.url);
  await page.getByLabel("まとめて貼り付け").fill(pasted);
  await page.getByLabel("この端末の名前").fill("受付1");
  await page.getByRole("button", { name: "登録する" }).click();
  await expectScreen("マイナンバーカードを置いてください");
}

async function layAndCheck(): Promise<void> {
  place.lay();
  await typePin(page, "1234");
}

describe("setting up", () => {
  test("wrong values are explained and nothing typed is lost", async () => {
    await page.goto(place.url);
    await expectScreen("この端末を登録します");
    await page.getByLabel("ユーザーID").fill("W12");
    await page.getByLabel("この端末の名前").fill("受付1");
    await page.getByRole("button", { name: "登録する" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.title()).toMatch(/^エラー：/u);
    expect(await page.getByRole("alert").getByRole("link").count()).toBe(4);
    expect(await page.getByLabel("ユーザーID").inputValue()).toBe("W12");

    await page.getByLabel("まとめて貼り付け").fill(pasted.replace("6789", "0000"));
    await page.getByRole("button", { name: "登録する" }).click();
    await page.getByText("ユーザー設定情報が一致しません").waitFor();
    expect(await page.getByLabel("パスワード").inputValue()).toBe(setupInfo.password);
    expect(await page.getByLabel("この端末の名前").inputValue()).toBe("受付1");
  });

  test("the portal's link fills in all four values, once, and leaves no secret in the address", async () => {
    place.center.reports.length = 0;
    await page.goto(place.url + setupFragment(setupInfo));
    await page.getByText("リンクから、4つの値を読み取りました。").waitFor();
    await expectSound("given-setup");
    expect(page.url()).toBe(place.url);
    expect(await page.getByLabel("パスワード").inputValue()).toBe(setupInfo.password);
    await page.getByLabel("この端末の名前").fill("受付1");
    await page.getByRole("button", { name: "登録する" }).click();
    await expectScreen("マイナンバーカードを置いてください");
    // The portal's list learns what runs here.
    await expect.poll(() => place.center.reports[0]?.appVersion).toBe(APP_VERSION);

    // On a device that is set up already, and on a page that is open, it is for one more facility.
    await page.goto(place.url + setupFragment(setupInfo));
    await page.getByText("リンクから、4つの値を読み取りました。").waitFor();
    await page.reload();
    await expectScreen("マイナンバーカードを置いてください");
  });

  test("the QR code, photographed, fills in all four values", async () => {
    const paper = await context.newPage();
    const { path, size } = qrPath(formatSetupInfo(setupInfo));
    await paper.setContent(
      `<svg width="300" viewBox="-4 -4 ${size + 8} ${size + 8}"><path d="${path}"/></svg>`,
    );
    const photograph = await paper.screenshot();
    await page.goto(place.url);
    const file = (buffer: Buffer) => ({ name: "qr.png", mimeType: "image/png", buffer });
    await page.getByLabel("QRコードの画像").setInputFiles(file(await page.screenshot()));
    await page.getByText("QRコードを読み取れません").waitFor();
    await page.getByLabel("QRコードの画像").setInputFiles(file(photograph));
    await page.getByText("4つの値を読み取りました").waitFor();
    expect(await page.getByLabel("アクティベーションコード").inputValue()).toBe(
      setupInfo.activationCode,
    );
    expect(await page.getByText("QRコードを読み取れません").count()).toBe(0);
  });

  test("the key cannot be taken out of the browser, and the device is known again", async () => {
    await register();
    const kept = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open("madoguchi-reception");
        opening.addEventListener("success", () => resolve(opening.result));
      });
      const store = database.transaction("registration", "readwrite").objectStore("registration");
      const [only] = await new Promise<{ privateKey: CryptoKey }[]>((resolve) => {
        const reading = store.getAll();
        reading.addEventListener("success", () => resolve(reading.result));
      });
      // As a device kept its one registration before there could be several.
      store.clear();
      store.put(only, "self");
      return { extractable: only?.privateKey.extractable, type: only?.privateKey.type };
    });
    expect(kept).toEqual({ extractable: false, type: "private" });
    await page.reload();
    await expectScreen("マイナンバーカードを置いてください");
  });
});

describe("one patient after the other", () => {
  test("from card to answer and on, by keyboard alone", async () => {
    await register();
    place.lay();
    await expectScreen("4桁の暗証番号を入力してください");
    await expectTries("あと3回入力できます。");
    await page.keyboard.type("12");
    await page.keyboard.press("Enter");
    await page.getByText("あと2桁足りません").waitFor();
    await page.keyboard.press("Backspace");
    await page.keyboard.type("234");
    expect(await page.getByLabel("4桁の暗証番号").inputValue()).toBe("••••");
    await page.keyboard.press("Enter");
    await expectScreen("有効");
    expect(await heading().evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByRole("status").first().textContent()).toBe(
      "結果は有効です。ヤマダ　ハナコさん。自己負担は3割です。",
    );
    expect(await page.title()).toBe("有効｜マイナ資格確認 受付");
    await page.keyboard.press("Enter");
    await expectScreen("カードをお取りください");
    expect(await page.getByText("山田　花子", { exact: true }).count()).toBe(0);
    place.take();
    await expectScreen("マイナンバーカードを置いてください");
    expect(place.center.checks).toBe(1);
  });

  test("the tray, the buttons of the keypad and a copied value", async () => {
    await register();
    await page.getByRole("button", { name: "会社員 3割" }).click();
    await expectScreen("4桁の暗証番号を入力してください");
    for (const digit of "1934")
      await page.getByRole("button", { name: digit, exact: true }).click();
    await page.getByRole("button", { name: "消す", exact: true }).click();
    for (const digit of "1234")
      await page.getByRole("button", { name: digit, exact: true }).click();
    await page.getByRole("button", { name: "確認する", exact: true }).click();
    await expectScreen("有効");
    await page.getByRole("button", { name: /コピー.*保険者番号/ }).click();
    await page.getByRole("button", { name: /コピーしました.*保険者番号/ }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("01130012");
  });

  test("a demo card that ran out of tries gets them back from the tray", async () => {
    await register();
    await page.getByRole("button", { name: "会社員 3割" }).click();
    await typePin(page, "9999");
    await expectTries("あと2回入力できます。");
    await page.getByText("架空のカード（12枚）").click();
    await page.getByRole("button", { name: "暗証番号の残り回数を元に戻す" }).click();
    await expectScreen("マイナンバーカードを置いてください");
    await page.getByRole("button", { name: "会社員 3割" }).click();
    await expectTries("あと3回入力できます。");
  });

  test("the answer clears itself after a minute, unless more time is asked for", async () => {
    await register();
    await page.clock.install();
    await layAndCheck();
    await expectScreen("有効");
    await page.clock.runFor(50_000);
    await page.getByRole("button", { name: "時間を延ばす" }).click();
    await page.clock.runFor(50_000);
    await expectScreen("有効");
    await page.clock.runFor(11_000);
    await expectScreen("カードをお取りください");
  });
});

describe("what can go wrong", () => {
  test("three wrong PINs: tries shown, the last one asked for, then locked", async () => {
    await register();
    const card = place.lay();
    const left = () => card.image.pins["jpki-auth"].triesLeft;
    await typePin(page, "9999");
    await page.getByText("暗証番号が違います。", { exact: true }).waitFor();
    await expectTries("あと2回入力できます。");
    expect(left()).toBe(2);
    await page.keyboard.type("8888");
    await page.keyboard.press("Enter");
    await expectScreen("暗証番号が違います。あと1回です");
    expect(left()).toBe(1);
    await page.getByRole("button", { name: "最後の1回を入力する" }).click();
    await typePin(page, "7777");
    await expectScreen("暗証番号がロックされています");
    expect(left()).toBe(0);
    await page.getByText("患者さんへの言い方").waitFor();
    expect(place.center.checks).toBe(0);
  });

  test.each(["counter", "certificate", "verify", "sign"] as const)(
    "a card pulled at its %s command: one message, and ready again",
    async (command) => {
      await register();
      place.lay({ pullAt: (await commandNumbers(place.image))[command] });
      if (command !== "counter") await typePin(page, "1234");
      const notice = page.locator(".mg-notice");
      await notice.waitFor();
      await expectScreen("マイナンバーカードを置いてください");
      expect(await notice.count()).toBe(1);
      expect(place.center.checks).toBe(0);
      await layAndCheck();
      await expectScreen("有効");
      expect(await notice.count()).toBe(0);
    },
  );

  test("a PIN is asked for again with the card's own count when the card comes back", async () => {
    await register();
    const image = withTriesLeft(place.image, 2);
    place.lay({}, image);
    await expectTries("あと2回入力できます。");
  });

  test("a line that is lost while the patient types costs no try", async () => {
    await register();
    const card = place.lay();
    await expectScreen("4桁の暗証番号を入力してください");
    await page.route("**/api/v1/**", (route) => route.abort());
    await typePin(page, "1234");
    await expectScreen("インターネットにつながりません");
    expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
    await page.unroute("**/api/v1/**");
    await page.getByRole("button", { name: "もう一度確認する" }).click();
    await typePin(page, "1234");
    await expectScreen("有効");
  });

  test("bytes to sign that are another terminal's are not signed", async () => {
    await register();
    await page.route("**/api/v1/challenges", async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      const text = Buffer.from(body.context, "base64url").toString().replace("00aa", "00ab");
      await route.fulfill({
        response,
        json: { ...body, context: Buffer.from(text).toString("base64url") },
      });
    });
    await layAndCheck();
    await expectScreen("この端末あてではない受付が届きました");
  });

  test("the agent goes away and comes back by itself", async () => {
    await register();
    await place.stopAgent();
    await expectScreen("カードリーダーにつながりません");
    await place.startAgentAgain();
    await expectScreen("マイナンバーカードを置いてください");
  });

  test("a terminal that was removed can be registered again", async () => {
    await register();
    place.center.refusal = problem("terminal-unknown");
    await page.reload();
    await expectScreen("登録されていない端末です");
    place.center.refusal = null;
    await page.getByRole("button", { name: "この端末を登録し直す" }).click();
    await expectScreen("この端末を登録します");
  });
});

test("items that are seldom needed are folded away, and can be copied", async () => {
  await register();
  place.center.answer = fullAnswer;
  await layAndCheck();
  await expectScreen("有効");
  const address = page.getByText("架空県窓口市見本町一丁目2番3号");
  expect(await address.isVisible()).toBe(false);
  await page.getByText("住所などの項目").click();
  await page.getByText("交付日などの項目").click();
  await address.waitFor();
  await page.getByText("令和8年8月1日", { exact: true }).waitFor();
  await page.getByRole("button", { name: /コピー.*郵便番号/u }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("999-0001");
  await expectSound("result-unfolded", "次の患者さん");
});

describe("被保険者資格申立書", () => {
  const open = () => page.getByRole("button", { name: "被保険者資格申立書を印刷する" });
  const printed = async () => {
    const input = await page.pdf({ format: "A4" });
    if (process.env["RECEPTION_PICTURES"]) {
      writeFileSync(
        `${process.env["RECEPTION_PICTURES"]}/declaration-${await page.title()}.pdf`,
        input,
      );
    }
    expect(execFileSync("pdfinfo", ["-"], { input }).toString()).toMatch(/Pages:\s+1\n/u);
    return execFileSync("pdftotext", ["-layout", "-", "-"], { input }).toString();
  };

  test("is opened by keyboard, filled in with who is known, printed on one sheet, and forgotten", async () => {
    await register();
    place.center.answer = answerOf("none");
    await layAndCheck();
    await expectScreen("該当資格なし");
    await open().focus();
    await page.keyboard.press("Enter");
    await expectScreen("被保険者資格申立書");
    await expectSound("declaration", "印刷する");
    const paper = page.getByRole("article", { name: "被保険者資格申立書" });
    const text = await paper.innerText();
    for (const known of ["ヤマダ　ハナコ", "山田　花子", "昭和55年2月17日", "架空はり灸院"]) {
      expect(text).toContain(known);
    }
    expect(await paper.getByText("（選択済み）").count()).toBe(2);
    const sheet = await printed();
    expect(sheet).toMatch(/氏名 +山田[ 　]花子/u);
    expect(sheet).not.toMatch(/印刷する|元の画面|秒で消えます|マイナ資格確認 受付/u);
    // Enter belongs to the next patient on the result alone.
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "元の画面に戻る" }).click();
    await expectScreen("該当資格なし");
    await page.keyboard.press("Enter");
    await expectScreen("カードをお取りください");
    expect(await page.getByText("ヤマダ").count()).toBe(0);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    );
    expect(kept).not.toMatch(/山田|ヤマダ/u);
  });

  test("clears itself with the answer that it was made from", async () => {
    await register();
    await page.clock.install();
    place.center.answer = answerOf("none");
    await layAndCheck();
    await expectScreen("該当資格なし");
    await open().click();
    await expectScreen("被保険者資格申立書");
    await page.clock.runFor(61_000);
    await expectScreen("カードをお取りください");
  });

  test("is there for a refusal too, with place and day alone", async () => {
    await register();
    place.center.refusal = problem("revocation-unknown");
    await layAndCheck();
    await expectScreen("失効の確認ができません");
    await page.getByText("今日の会計").waitFor();
    expect(await page.getByRole("link", { name: /この対応の説明/u }).getAttribute("href")).toBe(
      "/problems/revocation-unknown",
    );
    await open().click();
    const sheet = await printed();
    expect(sheet).toContain("架空はり灸院");
    expect(sheet).not.toContain("ヤマダ");
    await page.getByRole("button", { name: "元の画面に戻る" }).click();
    await expectScreen("失効の確認ができません");
  });
});

describe("every screen, in every window", () => {
  test("setting up", async () => {
    await page.goto(place.url);
    await expectScreen("この端末を登録します");
    await expectSound("setup");
    await page.getByRole("button", { name: "登録する" }).click();
    await page.getByRole("alert").waitFor();
    await expectSound("setup-errors");
  });

  test("waiting, PIN, reading, taking the card", async () => {
    await register();
    await expectSound("waiting");
    place.lay();
    await expectScreen("4桁の暗証番号を入力してください");
    await page.keyboard.type("99");
    await expectSound("pin", "確認する");
    await page.keyboard.type("99");
    const held = Promise.withResolvers<void>();
    place.center.hold = held.promise;
    await page.keyboard.press("Enter");
    await expectScreen("確認しています");
    await expectSound("reading");
    held.resolve();
    await expectTries("あと2回入力できます。");
    await expectSound("pin-wrong", "確認する");
    place.take();
    await page.getByText("カードが離れました").first().waitFor();
    await expectSound("removed");
  });

  test("results", async () => {
    await register();
    for (const answer of [...outcomes.map(answerOf), fullAnswer]) {
      place.center.answer = answer;
      await layAndCheck();
      await page.locator(".rc-band").waitFor();
      await expectSound(
        answer === fullAnswer ? "result-full" : `result-${answer.outcome}`,
        "次の患者さん",
      );
      await page.keyboard.press("Enter");
      await expectScreen("カードをお取りください");
      if (answer === fullAnswer) await expectSound("take-card");
      place.take();
      await expectScreen("マイナンバーカードを置いてください");
    }
  });

  test("troubles", async () => {
    await register();
    place.lay({ pinLocked: true });
    await expectScreen("暗証番号がロックされています");
    await expectSound("locked", "次の患者さん");
    await page.getByRole("button", { name: "次の患者さん" }).click();
    place.take();
    place.lay({}, withTriesLeft(place.image, 1));
    await expectScreen("暗証番号の入力は、あと1回です");
    await expectSound("last-try", "入力せずに終える");
    await page.getByRole("button", { name: "入力せずに終える" }).click();
    place.take();
    await expectScreen("マイナンバーカードを置いてください");
    place.lay();
    await expectScreen("4桁の暗証番号を入力してください");
    place.center.refusal = problem("revocation-unknown");
    await typePin(page, "1234");
    await expectScreen("失効の確認ができません");
    await expectSound("problem", "もう一度確認する");
  });
});
