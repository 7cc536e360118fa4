/** A patient who does not read Japanese, at the usual counter: from one press to the end of their visit. */
import { mkdirSync } from "node:fs";
import { expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askingAnswer } from "../answers.fixture.ts";
import { register, typePin } from "../hand.fixture.ts";
import { openPlace } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let page: Page;

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const expectScreen = (name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();
const side = () => page.getByRole("region", { name: "患者さんへの案内" });

/** The sentence, in an element that says in which language it is. */
async function expectTold(lang: string, sentence: string): Promise<void> {
  await side().locator(`[lang="${lang}"]`).getByText(sentence).waitFor();
}

async function expectSound(name: string): Promise<void> {
  const directory = process.env["PICTURES"];
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  for (const size of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    await page.setViewportSize(size);
    await expectNoAxeViolations(page);
    expect(await sidewaysOverflow(page)).toEqual([]);
    if (directory !== undefined) {
      await page.screenshot({ path: `${directory}/${name}-${size.width}.png` });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("one press tells each step in the patient's language, and the next patient finds Japanese", async () => {
  place.center.answer = askingAnswer;
  await register(page, place.url);
  expect(await side().count()).toBe(0);

  await press("English");
  await expectTold("en", "Please place your My Number Card on the reader.");
  await expectSound("lay-en");
  place.lay();
  await expectScreen("4桁の暗証番号を入力してください");
  await expectTold("en", "Please enter the 4-digit PIN of your card.");
  await expectTold("en", "Confirm");
  // The keys still go to the PIN.
  await typePin(page, "9999");
  await expectTold("en", "The PIN is not correct. Tries left: 2.");
  await expectSound("wrong-en");

  // Another language, in the middle of it.
  await press("Tiếng Việt");
  await expectTold("vi", "Mã PIN không đúng. Quý vị còn 2 lần nhập.");
  await page.getByLabel("4桁の暗証番号").focus();
  await typePin(page, "1234");
  await expectTold("vi", "Không cung cấp");
  await expectSound("consent-vi");
  for (const each of await page.getByLabel("提供しない").all()) await each.check({ force: true });
  await press("この内容で決める");
  await expectScreen("有効");
  await expectTold("vi", "Đã xác nhận bảo hiểm y tế của quý vị.");

  await press(/次の患者さん/u);
  await expectTold("vi", "Vui lòng lấy thẻ của quý vị.");
  place.take();
  await expectScreen("マイナンバーカードを置いてください");
  expect(await side().count()).toBe(0);
  await press("やさしい日本語");
  await expectTold("ja-x-easy", "マイナンバーカードを、ここに 置いて ください。");
  await press("日本語だけに戻す");
  expect(await side().count()).toBe(0);
});
