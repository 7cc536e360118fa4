import { expectGoodPage, launchBrowser, registerFacility } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import {
  files,
  fillApplication,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  submit,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";
import { openOffice } from "./windows.fixture.ts";

let center: GrantCenter;
let browser: Browser;
beforeAll(async () => {
  [center, browser] = await Promise.all([startGrantCenter(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

const expectGood = (page: Page, name: string): Promise<void> =>
  expectGoodPage(page, `grants-programmes-${name}`);

test("a new version: tried out, proposed, and decided by another", async () => {
  const { visitor, facilityCode } = await registerFacility(center);
  await finishIntroduction(center, facilityCode);
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.pdf("past"));
  await submit(visitor, path);

  const one = await openOffice(center, browser);
  await one.goto(`${center.url}/office/grants`);
  await one.getByRole("link", { name: "補助事業", exact: true }).click();
  await expectGood(one, "list");
  await one.getByRole("link", { name: /実演用・架空/ }).click();
  await expectGood(one, "versions");
  await one.getByRole("link", { name: "新しい版を提案する" }).click();
  await one.getByLabel("上限").fill("8,000");
  await one.getByRole("button", { name: "この版を提案する" }).click();
  await one.getByRole("link", { name: "この版の始まりの日の年・月・日" }).click();
  await expectGood(one, "form-error");
  const from = one.getByRole("group", { name: "この版の始まりの日" });
  await from.getByLabel("年", { exact: true }).fill("2026");
  await from.getByLabel("月", { exact: true }).fill("12");
  await from.getByLabel("日", { exact: true }).fill("1");
  await one.getByRole("button", { name: "過去の申請で試算する" }).click();
  await one.getByText("まだ何も提案していません").waitFor();
  await expectGood(one, "tried");
  await one.getByRole("button", { name: "この版を提案する" }).click();
  await one.getByText("ほかの職員の確認を待っています").waitFor();
  await expectGood(one, "proposed");

  const two = await openOffice(center, browser);
  await two.goto(`${center.url}/office/grants/programmes`);
  await two.getByRole("link", { name: "提案を確かめる" }).click();
  await two.getByRole("button", { name: "この版に決める" }).click();
  await two.getByRole("link", { name: "補助事業のページへ" }).click();
  await two.getByRole("heading", { name: "第2版　これからの決まり" }).waitFor();
  await expectGood(two, "changed");
  await Promise.all([one, two].map((window) => window.context().close()));
});
