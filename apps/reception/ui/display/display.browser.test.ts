/** The patient's own window beside the staff's: what stands in each, and that the PIN passes between the two alone. */
import {
  expectGoodPage,
  expectNoAxeViolations,
  keyboardUser,
  launchBrowser,
  sidewaysOverflow,
} from "@madoguchi/test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { askingAnswer, validAnswer } from "../answers.fixture.ts";
import { setUp } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let staff: Page;
let patient: Page;

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();
const OPEN = "患者さん用の画面を開く";
const FREE = "マイナンバーカードを置いてください";
const TYPING = "患者さんが暗証番号を入力しています";

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
  context = await browser.newContext();
  staff = await context.newPage();
  await staff.goto(place.url);
  await setUp(staff);
  await heading(staff, FREE);
});
beforeEach(async () => {
  place.center.answer = validAnswer;
  await staff.reload();
  await heading(staff, FREE);
  patient = await openPatient(OPEN);
});
afterEach(async () => {
  place.take();
  await patient.close();
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

async function openPatient(button: string): Promise<Page> {
  const [opened] = await Promise.all([staff.waitForEvent("popup"), press(staff, button)]);
  await opened.getByRole("heading", { level: 1, name: `${FREE}。` }).waitFor();
  await staff.getByText("患者さん用の画面につながっています。").waitFor();

  return opened;
}

/** Presses the large keys, as a finger does. */
async function tap(digits: string): Promise<void> {
  for (const digit of digits) await press(patient, digit);
}

const dots = (count: number) => staff.getByRole("img", { name: `4桁のうち${count}桁` }).waitFor();
const clicks = (name: string) => press(patient, name);

/** Both windows; the patient's at 400 % of a small monitor and in large letters as well. */
async function expectGood(name: string): Promise<void> {
  await expectGoodPage(staff, `display-${name}-staff`);
  await expectGoodPage(patient, `display-${name}-patient`);
  const folder = process.env["PICTURES"];
  await patient.setViewportSize({ width: 320, height: 256 });
  await expectNoAxeViolations(patient);
  expect(await sidewaysOverflow(patient)).toEqual([]);
  if (folder) await patient.screenshot({ path: `${folder}/display-${name}-zoomed.png` });
  await patient.setViewportSize({ width: 1024, height: 768 });
}

test("from the card to its return: the patient's window asks, the staff's shows dots and the result", async () => {
  await expectGood("lay");
  place.lay();
  await heading(patient, "4桁の暗証番号を入力してください。");
  await heading(staff, TYPING);
  await tap("99");
  await dots(2);
  await expectGood("pin");
  await clicks("1つ戻す");
  await dots(1);
  await clicks("確認する");
  await patient.getByText("あと3桁足りません。").waitFor();
  await expectGood("short");
  await clicks("消す");
  await dots(0);
  await tap("9999");
  await clicks("確認する");
  await heading(patient, "暗証番号が違います。");
  await patient.getByText("あと2回入力できます。").waitFor();
  await staff.getByText("暗証番号が違います。").first().waitFor();
  await expectGood("wrong");
  await tap("1234");
  await clicks("確認する");
  await heading(staff, "有効");
  await heading(patient, "終わりました。");
  expect(await patient.locator("body").textContent()).not.toMatch(/山田|ヤマダ|割|保険者番号/u);
  await expectGoodPage(patient, "display-done-patient");
  await patient.getByText("カードをお取りください。").waitFor();
  place.take();
  await patient.getByText("ありがとうございました。").waitFor();
  await press(staff, /次の患者さん/u);
  await heading(patient, `${FREE}。`);
});

test("consents are the patient's to give, in their language; the staff's window has nothing to choose", async () => {
  place.center.answer = askingAnswer;
  await clicks("English");
  await heading(patient, "Please place your My Number Card on the reader.");
  place.lay();
  await heading(patient, "Please enter the 4-digit PIN of your card.");
  await tap("1234");
  await clicks("Confirm");
  await heading(patient, "May this facility see the following?");
  await heading(staff, "患者さんにお尋ねしています");
  expect(await staff.getByRole("radio").count()).toBe(0);
  await clicks("Send my choice");
  await patient.getByText("Please choose one.").first().waitFor();
  await expectGood("consent");
  for (const each of await patient.getByLabel("No, do not share it").all()) {
    await each.check({ force: true });
  }
  place.center.consents = null;
  await clicks("Send my choice");
  await heading(staff, "有効");
  await heading(patient, "All done.");
  expect(place.center.consents).toEqual({
    limitCertificate: "declined",
    specificDiseases: "declined",
  });
});

test("a number pad works in either window, and keys alone suffice in both", async () => {
  place.center.checks = 0;
  place.lay();
  await heading(staff, TYPING);
  await staff.bringToFront();
  await staff.keyboard.type("12");
  await dots(2);
  await patient.bringToFront();
  await patient.keyboard.type("345");
  await dots(4);
  await patient.keyboard.press("Backspace");
  await dots(3);
  await patient.keyboard.type("4");
  await patient.keyboard.press("Enter");
  await heading(staff, "有効");
  place.take();
  await keyboardUser(staff).press(/次の患者さん/u);
  place.lay();
  await heading(patient, "4桁の暗証番号を入力してください。");
  const user = keyboardUser(patient);
  for (const digit of "1234") await user.press(new RegExp(`^${digit}$`, "u"));
  await user.press("確認する");
  await heading(staff, "有効");
  expect(place.center.checks).toBe(2);
});

test("the staff take the question back, and a digit that comes late is nobody's", async () => {
  place.lay();
  await heading(staff, TYPING);
  await tap("12");
  await dots(2);
  await press(staff, "この画面で入力していただく");
  await heading(staff, "4桁の暗証番号を入力してください");
  await heading(patient, "受付の画面をご覧ください。");
  await expectGood("taken-back");
  await staff.keyboard.type("1234");
  await staff.keyboard.press("Enter");
  await heading(staff, "有効");
  // The next patient has the window again.
  place.take();
  await press(staff, /次の患者さん/u);
  place.lay();
  await heading(staff, TYPING);
  await clicks("暗証番号が分からない");
  await heading(staff, /番号/u);
  await heading(patient, "カードの表を、受付の者にお見せください。");
  await expectGoodPage(patient, "display-numbers-patient");
});

test("closed, or silent, in the middle of the PIN: the staff's window says so and goes on", async () => {
  place.lay();
  await heading(staff, TYPING);
  await tap("12");
  await dots(2);
  await patient.close();
  await staff.getByText("患者さん用の画面が閉じられました").waitFor();
  await heading(staff, "4桁の暗証番号を入力してください");
  await expectGoodPage(staff, "display-closed-staff");
  await staff.keyboard.type("1234");
  await staff.keyboard.press("Enter");
  await heading(staff, "有効");
  place.take();
  await press(staff, /次の患者さん/u);

  patient = await openPatient("患者さん用の画面をもう一度開く");
  place.lay();
  await heading(staff, TYPING);
  await patient.evaluate(() => {
    const last = setInterval(() => {}, 1000);
    for (let timer = 0; timer <= Number(last); timer += 1) clearInterval(timer);
  });
  await staff.getByText("患者さん用の画面が応答していません").waitFor();
  await heading(staff, "4桁の暗証番号を入力してください");
  await expectGoodPage(staff, "display-lost-staff");
  await press(staff, "この画面だけで続ける");
  await expect.poll(() => patient.isClosed(), { timeout: 10_000 }).toBe(true);
});

test("without the staff's window the patient's shows nothing and asks for nothing", async () => {
  place.lay();
  await heading(patient, "4桁の暗証番号を入力してください。");
  await staff.reload();
  await heading(patient, "この画面は、いま使えません。");
  await expectGoodPage(patient, "display-lost-patient");
  // Typed into the address bar, it belongs to nobody.
  const alone = await context.newPage();
  await alone.goto(`${place.url}patient.html`);
  await heading(alone, "この画面は、いま使えません。");
  await alone.close();
  // Opened from the counter once more it is the same window, and works again.
  place.take();
  await heading(staff, FREE);
  await press(staff, OPEN);
  await heading(patient, "カードが動きました。");
});

test("only the opener is answered: another page of the origin gets no port and hears no digit", async () => {
  const other = await context.newPage();
  await other.goto(`${place.url}patient.html`);
  const heard = await other.evaluate(() => {
    const own: unknown[] = [];
    addEventListener("message", ({ data }) => own.push(data));
    return own;
  });
  place.lay();
  await heading(staff, TYPING);
  await tap("1234");
  await clicks("確認する");
  await heading(staff, "有効");
  expect(heard).toEqual([]);
  await other.close();
  // A stranger's message in the patient's window opens nothing either.
  await patient.evaluate(() => {
    const { port2 } = new MessageChannel();
    postMessage("madoguchi-patient-port", { targetOrigin: location.origin, transfer: [port2] });
  });
  await press(staff, /次の患者さん/u);
  await heading(patient, "カードをお取りください。");
});

test("large letters of the counter are the patient's as well", async () => {
  await staff.evaluate(() => (document.documentElement.dataset["type"] = "large"));
  place.lay();
  await heading(patient, "4桁の暗証番号を入力してください。");
  await expect
    .poll(() => patient.locator("html").getAttribute("data-type"), { timeout: 10_000 })
    .toBe("large");
  await expectGood("large");
});
