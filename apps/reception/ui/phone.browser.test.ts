/** The counter inside a phone's app: the built page, both kinds of WebView, a virtual card in the phone's field. */
import { expectGoodPage, keyboardUser, launchBrowser } from "@madoguchi/test";
import { VirtualCard } from "@madoguchi/virtual-card";
import type { CardImage, Switches } from "@madoguchi/virtual-card";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { FakePhone } from "./phone.fixture.ts";
import { register, typePin } from "./hand.fixture.ts";
import { commandNumbers, openPlace, withTriesLeft } from "./reception.fixture.ts";
import type { Place } from "./reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;
let phone: FakePhone;
let complaints: string[];

/** One phone for all, registered once; each test opens the app anew. */
beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
  context = await browser.newContext();
  const first = await context.newPage();
  await register(first, place.url);
  await first.close();
});

afterAll(async () => {
  await browser.close();
  await place.close();
});

afterEach(async () => {
  await page.close();
  place.center.checks = 0;
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

const START = "マイナンバーカードの受付を始めます";
const PIN = "4桁の暗証番号を入力してください";
const HOLD = "カードをスマートフォンの背面に当ててください";
const NUMBERS = "カードの表の番号を入力してください";

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words, exact: true }).waitFor();
const expectTries = (words: string) => page.locator(".rc-tries").getByText(words).waitFor();
const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const announced = () => page.getByRole("status").first().textContent();

async function open(kind: "nfc-android" | "nfc-ios", nfc: FakePhone["nfc"] = "on") {
  phone = new FakePhone();
  phone.nfc = nfc;
  complaints = [];
  page = await phone.openPage(context, kind);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(place.url);
}

function lay(switches: Partial<Switches> = {}, image: CardImage = place.image): VirtualCard {
  const card = VirtualCard.fromImage(image, switches);
  phone.lay(card);
  return card;
}

/** To where the phone looks for a card. */
async function startWith(pin: string): Promise<void> {
  await expectScreen(START);
  await press("暗証番号で確認する");
  await typePin(page, pin);
  await expectScreen(HOLD);
}

describe("one patient after the other", () => {
  test("on Android, by keyboard alone: the digits, the card, the answer, the next one", async () => {
    await open("nfc-android");
    const user = keyboardUser(page);
    await expectScreen(START);
    await expectGoodPage(page, "phone-start");
    await user.press("暗証番号で確認する");
    await expectScreen(PIN);
    await expectGoodPage(page, "phone-pin");
    await typePin(page, "1234");
    await expectScreen(HOLD);
    expect(await announced()).toBe(`${HOLD}。`);
    await expectGoodPage(page, "phone-hold-android");
    const card = lay();
    await expectScreen("有効");
    expect(card.forbiddenSelects).toEqual([]);
    phone.take();
    await page.keyboard.press("Enter");
    await expectScreen(START);
    expect(await page.getByText("山田　花子", { exact: true }).count()).toBe(0);
    expect(place.center.checks).toBe(1);
  });

  test("on an iPhone, by touch: a wrong PIN, the digits again, the card again", async () => {
    await open("nfc-ios");
    await press("暗証番号で確認する");
    expect(await page.getByLabel(PIN).getAttribute("inputmode")).toBe("none");
    for (const digit of "9999") await press(new RegExp(`^${digit}$`));
    await press(/^確認する$/);
    await expectScreen(HOLD);
    await expectGoodPage(page, "phone-hold-ios");
    const card = lay();
    await expectTries("あと2回入力できます。");
    await expectGoodPage(page, "phone-wrong");
    expect(card.image.pins["jpki-auth"].triesLeft).toBe(2);
    await typePin(page, "1234");
    await expectScreen("有効");
    expect(phone.prompts).toEqual(
      Array(2).fill("iPhoneの上の端を、カードの中央に重ねてください。"),
    );
    expect(place.center.checks).toBe(1);
  });
});

test("one try left: the card is not asked, unless somebody insists and types again", async () => {
  await open("nfc-android");
  await startWith("9999");
  const card = lay({}, withTriesLeft(place.image, 1));
  await expectScreen("暗証番号の入力は、あと1回です");
  await page.getByText("いま入力された番号は、まだ使っていません。").waitFor();
  await expectGoodPage(page, "phone-last-try");
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(1);
  phone.take();
  await press("最後の1回を入力する");
  await expectTries("あと1回入力できます。");
  await typePin(page, "1234");
  await expectScreen(HOLD);
  phone.lay(card);
  await expectScreen("有効");
  expect(card.image.pins["jpki-auth"].triesLeft).toBe(3);
});

describe("no card comes", () => {
  test("because somebody gives up, on the screen or on the phone's own sheet", async () => {
    await open("nfc-ios");
    await startWith("1234");
    await press("取りやめる");
    await startWith("1234");
    await phone.looksForCard();
    phone.dismiss();
    await expectScreen("読み取りを取りやめました");
    await expectGoodPage(page, "phone-cancelled");
    await press("もう一度確認する");
    await typePin(page, "1234");
    lay();
    await expectScreen("有効");
  });

  test("for a minute and a half: why, and once more", async () => {
    await open("nfc-android");
    await page.clock.install();
    await startWith("1234");
    await phone.looksForCard();
    await page.clock.runFor(91_000);
    await expectScreen("カードが見つかりません");
    await expectGoodPage(page, "phone-timeout");
    await press("次の患者さん");
    await expectScreen(START);
  });
});

test("a card that slips off: what it was doing, the digits again, and then the answer", async () => {
  await open("nfc-android");
  const { counter, certificate, verify } = await commandNumbers(place.image);
  // Unlike a reader's counter, a phone's reads the tries left only once.
  await startWith("1234");
  lay({ pullAt: certificate - counter });
  await expectScreen("カードが離れました");
  await expectGoodPage(page, "phone-removed");
  await press("もう一度確認する");
  await typePin(page, "9999");
  lay({ pullAt: verify - counter });
  await expectScreen("暗証番号の確認が途中で切れました");
  await expectGoodPage(page, "phone-verify-interrupted");
  expect(place.center.checks).toBe(0);
  await press("もう一度確認する");
  await typePin(page, "1234");
  lay();
  await expectScreen("有効");
});

describe("NFC", () => {
  test("switched off: where it is switched on, and ready when somebody comes back", async () => {
    await open("nfc-android", "off");
    await expectScreen("NFCが切れています");
    await expectGoodPage(page, "phone-off");
    phone.nfc = "on";
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await press("暗証番号で確認する");
    await expectScreen(PIN);
    phone.nfc = "off";
    await typePin(page, "1234");
    await expectScreen("NFCが切れています");
  });

  test("that a phone does not have", async () => {
    await open("nfc-ios", "unsupported");
    await expectScreen("このスマートフォンでは読み取れません");
  });
});

test("目視: the numbers, the card, the photo; and what was typed outlives a card that slips off", async () => {
  await open("nfc-android");
  await press(/顔写真で確認する/);
  await expectScreen(NUMBERS);
  await expectGoodPage(page, "phone-numbers");
  await page.getByLabel("年", { exact: true }).fill("55");
  await page.getByLabel("月", { exact: true }).fill("2");
  await page.getByLabel("日", { exact: true }).fill("17");
  await page.getByLabel("2 有効期限の年").fill(place.image.expiry.slice(0, 4));
  await page.getByLabel("3 セキュリティコード").fill(place.image.securityCode);
  await page.keyboard.press("Enter");
  await expectScreen(HOLD);
  lay({ pullAt: 5 });
  await expectScreen("カードが離れました");
  await press("もう一度確認する");
  await expectScreen(NUMBERS);
  expect(await page.getByLabel("日", { exact: true }).inputValue()).toBe("17");
  expect(await page.getByLabel("3 セキュリティコード").inputValue()).toBe("");
  await page.getByLabel("3 セキュリティコード").fill(place.image.securityCode);
  await page.keyboard.press("Enter");
  await expectScreen(HOLD);
  lay();
  await expectScreen("この写真は、目の前の患者さんですか");
  phone.take();
  await press(/^本人です$/);
  await expectScreen("有効");
});

test("「この機器は使えますか」 with the phone itself", async () => {
  await open("nfc-android");
  await expectScreen(START);
  await press("この機器は使えますか（調べる）");
  await press("調べ始める");
  await expectScreen(HOLD);
  await expectGoodPage(page, "phone-test-hold");
  lay();
  await page.getByText("調べた日時").waitFor();
  // How fast a machine at work carries a command is not for this test to say.
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(/^使えます/);
  await press("受付に戻る");
  phone.take();
  await startWith("1234");
});
