/** Browser windows for the tests of grants: one of a facility, one of an official. */
import { addOfficial, signInOfficial } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";

export async function openPortal(
  center: TestCenter,
  browser: Browser,
  visitor: Visitor,
): Promise<Page> {
  const context = await browser.newContext();
  await context.addCookies(visitor.cookies);
  const page = await context.newPage();
  await page.goto(`${center.url}/home`);

  return page;
}

/** A new official with each window. */
export async function openOffice(center: TestCenter, browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${center.url}/office/sign-in`);
  await signInOfficial(center, page, await addOfficial(center));

  return page;
}
