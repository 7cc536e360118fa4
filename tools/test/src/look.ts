/** Looking at a page as it stands, wide and narrow: no fault that axe can find, nothing that reaches out sideways. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expectNoAxeViolations, sidewaysOverflow } from "./browser.ts";

const WIDTHS = [1280, 360];

/** Wide and narrow, where `PICTURES` names a folder. Looks at nothing itself. */
export async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env["PICTURES"];
  if (!folder) return;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** @param name of the picture that is kept where `PICTURES` names a folder */
export async function expectGoodPage(page: Page, name: string): Promise<void> {
  const folder = process.env["PICTURES"];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    if (folder) {
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    }
    await expectNoAxeViolations(page);
    const overflow = await sidewaysOverflow(page);
    if (overflow.length > 0) {
      throw new Error(`${name} reaches out sideways at ${width} px: ${overflow.join(", ")}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
