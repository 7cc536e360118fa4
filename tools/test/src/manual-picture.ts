/**
 * The pictures of the manuals: taken of real pages by the tests that walk through them. A center does not start while an
 * article names a picture that is not there, so a new one begins as a copy of any other.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { smallPng } from "./small-png.ts";

const folder = join(import.meta.dirname, "../../../apps/center/library/images");

/** The demo's cards, and its word that all is made up, are no part of what a clinic sees. Bars lie over nothing. */
const STYLE = `
  .rc-tray, .rc-demo { display: none !important; }
  .rc-actions, .mg-button-row[data-sticky] { position: static !important; }
`;

/** Wide enough for two columns, and still to be read where a manual shows it smaller. */
const WINDOW = { width: 960, height: 620 };

/**
 * `WRITE_MANUALS=1` takes the picture anew; in every other run it must be there, and the page must still say what the
 * picture shows. Where the demo is to be hidden, the page's context is to be opened with `bypassCSP`.
 * @param options `before`: what the picture ends above; without, it is of the whole page
 */
export async function manualPicture(
  page: Page,
  name: string,
  says: readonly string[],
  options: { readonly before?: Locator } = {},
): Promise<void> {
  await expectSays(page, name, says);
  const path = join(folder, `${name}.png`);
  if (process.env["WRITE_MANUALS"]) {
    await mkdir(folder, { recursive: true });
    await writeFile(path, smallPng(await take(page, options.before)));
  }
  if (!existsSync(path)) {
    throw new Error(`the manual's picture ${name} is missing: run this test with WRITE_MANUALS=1`);
  }
}

/** What a PDF shows in place of a drawing: a picture of the same name. @returns the sizes of both */
export async function drawingPicture(page: Page, name: string) {
  const path = join(folder, `${name}.png`);
  await page.setContent(await readFile(join(folder, `${name}.svg`), "utf8"));
  const svg = page.locator("svg");
  const size = await svg.evaluate((element) => {
    const { width = 0, height = 0 } =
      element instanceof SVGSVGElement ? element.viewBox.baseVal : {};
    element.setAttribute("width", String(width));
    element.setAttribute("height", String(height));

    return { width, height };
  });
  if (process.env["WRITE_MANUALS"]) await writeFile(path, smallPng(await svg.screenshot()));
  const png = await readFile(path);

  return { drawing: size, picture: { width: png.readUInt32BE(16), height: png.readUInt32BE(20) } };
}

/** Parts of a page come a moment later than its heading. */
async function expectSays(page: Page, name: string, says: readonly string[]): Promise<void> {
  // 「あと何回」 stands in parts, and buttons have line breaks of their own.
  const plain = says.map((text) => text.replaceAll(/\s+/gu, ""));
  const isThere = (texts: readonly string[]) => {
    const words = document.body.innerText.replaceAll(/\s+/gu, "");

    return texts.every((text) => words.includes(text));
  };
  await page.waitForFunction(isThere, plain).catch((cause: unknown) => {
    throw new Error(
      `the manual's picture ${name} shows what the page says no more: ${says.join("、")}`,
      {
        cause,
      },
    );
  });
}

/** In a window of our size, unless the page is already in a smaller one: that of a phone. */
async function take(page: Page, before: Locator | undefined): Promise<Buffer> {
  const usual = page.viewportSize() ?? WINDOW;
  const size = usual.width < WINDOW.width ? usual : WINDOW;
  await page.setViewportSize(size);
  await page.evaluate(() => window.scrollTo(0, 0));
  // Nothing looks pressed.
  await page.mouse.move(0, 0);
  const end = await before?.boundingBox();
  const picture = await page.screenshot({
    animations: "disabled",
    caret: "hide",
    style: STYLE,
    fullPage: true,
    ...(end && { clip: { x: 0, y: 0, width: size.width, height: end.y } }),
  });
  await page.setViewportSize(usual);

  return picture;
}
