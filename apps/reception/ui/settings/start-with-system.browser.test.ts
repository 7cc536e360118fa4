/** Of the program on a PC: whether it starts with the system is asked of the program each time, and shown as it is there. */
import { APP_VERSION } from "@madoguchi/contract";
import { expectGoodPage, launchBrowser } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setUp } from "../hand.fixture.ts";
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

const box = () => page.getByRole("checkbox", { name: "パソコンと一緒に起動する" });

async function openSettings(): Promise<void> {
  await page.getByRole("button", { name: /^設定/u }).click();
  await page.getByRole("heading", { level: 1, name: "この受付の設定" }).waitFor();
  await page.getByRole("radiogroup", { name: "印刷の用紙" }).waitFor();
}

test("it is turned on and off at once, and shown as the system has it, not as it was wished", async () => {
  await page.goto(place.url);
  await setUp(page);
  await openSettings();
  expect(await box().count()).toBe(0);

  place.center.app = { version: APP_VERSION, startsWithSystem: true, center: "" };
  let on = false;
  let mayChange = true;
  const wishes: unknown[] = [];
  await page.route("**/app/start-with-system", async (route) => {
    const request = route.request();
    if (request.method() === "PUT") {
      const wish: { on: boolean } = request.postDataJSON();
      wishes.push(wish);
      if (mayChange) on = wish.on;
    }
    await route.fulfill({ json: { on } });
  });
  await page.reload();
  await openSettings();
  await box().check();
  await page.getByText("次にパソコンにサインインしたときから、自動で起動します。").waitFor();
  await expectGoodPage(page, "settings-start");
  expect(wishes).toEqual([{ on: true }]);

  // In the meantime the person turned it off in the system itself.
  on = false;
  await page.reload();
  await openSettings();
  expect(await box().isChecked()).toBe(false);
  mayChange = false;
  await box().click();
  await page.getByText("変えられませんでした。").waitFor();
  expect(await box().isChecked()).toBe(false);
});
