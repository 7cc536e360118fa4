/** What staff and patients do at the page in every test alike. */
import { formatSetupInfo } from "@madoguchi/contract";
import type { Page } from "playwright-core";
import { setupInfo } from "./reception.fixture.ts";

export const LAY = "マイナンバーカードを置いてください";
export const PIN = "4桁の暗証番号を入力してください";

export const heading = (page: Page, name: string) =>
  page.getByRole("heading", { level: 1, name, exact: true });
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name }).first().click();

/** Where the page asks for ユーザー設定情報. */
export async function setUp(page: Page, info = setupInfo): Promise<void> {
  await page.getByLabel("まとめて貼り付け").fill(formatSetupInfo(info));
  await page.getByLabel("この端末の名前").fill("受付1");
  await press(page, "登録する");
}

/** Opens the page on a device that is new to it, until it waits for a card. */
export async function register(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await setUp(page);
  await heading(page, LAY).waitFor();
}

export async function typePin(page: Page, pin = "1234"): Promise<void> {
  await heading(page, PIN).waitFor();
  await page.keyboard.type(pin);
  await page.keyboard.press("Enter");
}
