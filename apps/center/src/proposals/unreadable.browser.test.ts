/** A proposal that cannot be read, open and withdrawn, as an official sees it. */
import { openDatabase } from "@madoguchi/platform";
import {
  addOfficial,
  expectGoodPage,
  launchBrowser,
  signInOfficial,
  startTestCenter,
} from "@madoguchi/test";
import { expect, test } from "vitest";
import { insertUnreadable } from "./unreadable.fixture.ts";

test("it says why it cannot be shown, and is withdrawn", async () => {
  await using running = new AsyncDisposableStack();
  const center = await startTestCenter();
  running.defer(() => center.close());
  const db = openDatabase(center.databaseUrl, { max: 2 });
  running.defer(() => db.destroy());
  const browser = await launchBrowser();
  running.defer(() => browser.close());
  const page = await browser.newPage({ baseURL: center.url });
  await page.goto("/office/straight-through");
  await signInOfficial(center, page, await addOfficial(center));

  await page.goto(
    `/office/straight-through/proposals/${await insertUnreadable(db, "straight-terms")}`,
  );
  await page.getByText("取り下げて、提案し直してください。").waitFor();
  await expectGoodPage(page, "proposal-unreadable");
  await page.getByRole("button", { name: "取り下げる" }).click();
  await page.getByText("取下げ", { exact: true }).waitFor();
  expect(await page.getByRole("button", { name: "取り下げる" }).count()).toBe(0);
  await expectGoodPage(page, "proposal-unreadable-withdrawn");
});
