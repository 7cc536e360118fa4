import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const page = (body: string) =>
  `<!doctype html><html lang="ja"><title>見本</title><main><h1>見本</h1>${body}</main></html>`;

test("a fault is found and named, also when the same page was looked at before", async () => {
  const tab = await browser.newPage();
  await tab.setContent(page("<p>よい</p>"));
  await expectNoAxeViolations(tab);
  await tab.evaluate(() => document.querySelector("p")?.replaceWith(document.createElement("img")));
  await expect(expectNoAxeViolations(tab)).rejects.toThrow("image-alt");
});

test("what reaches out of the window is named", async () => {
  const tab = await browser.newPage({ viewport: { width: 320, height: 600 } });
  await tab.setContent(page('<pre class="wide">' + "あ".repeat(200) + "</pre>"));
  expect(await sidewaysOverflow(tab)).toContain("PRE.wide");
});
