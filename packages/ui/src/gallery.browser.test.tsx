import { fileURLToPath } from "node:url";
import { expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "@madoguchi/test";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Gallery } from "./gallery.tsx";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const [styles] = (
    await build({
      entryPoints: [fileURLToPath(new URL("./styles/index.css", import.meta.url))],
      bundle: true,
      write: false,
    })
  ).outputFiles;
  const html = `<!doctype html>${renderToStaticMarkup(<Gallery stylesHref="/styles.css" />)}`;
  browser = await launchBrowser();
  page = await browser.newPage();
  // The policy the center sends: neither script nor style inside the page.
  const headers = { "content-security-policy": "default-src 'self'" };
  await page.route("http://gallery.test/**", (route) =>
    route.request().url().endsWith(".css")
      ? route.fulfill({ contentType: "text/css", body: styles?.text ?? "" })
      : route.fulfill({ contentType: "text/html; charset=utf-8", headers, body: html }),
  );
});

afterAll(() => browser.close());

async function openAt(width: number) {
  await page.setViewportSize({ width, height: 800 });
  await page.goto("http://gallery.test/");
  const directory = process.env["GALLERY_PICTURES"];
  if (directory !== undefined) {
    await page.screenshot({ path: `${directory}/gallery-${width}.png`, fullPage: true });
  }
}

describe("every component in every state", () => {
  test.each([1280, 360])("has no fault that axe can find at %i px", async (width) => {
    await openAt(width);
    await expectNoAxeViolations(page);
  });

  test("fits 320 px, a wide window at 400 %, without sideways scrolling", async () => {
    await openAt(320);
    expect(await sidewaysOverflow(page)).toEqual([]);
  });

  test("gives buttons, inputs and choices a target of 44 px", async () => {
    await openAt(360);
    const small = await page.$$eval(".mg-button, .mg-input, .mg-choice label", (elements) =>
      elements
        .filter((element) => element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML),
    );
    expect(small).toEqual([]);
  });
});

describe("a form that came back with errors", () => {
  test("says so in the title and starts at the summary, without script", async () => {
    await openAt(1280);
    expect(await page.title()).toMatch(/^エラー：/u);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("error-summary");
  });

  test("every line of the summary leads to a field that says what is wrong", async () => {
    await openAt(1280);
    const targets = await page.$$eval("#error-summary a", (links) =>
      links.map((link) => link.getAttribute("href") ?? ""),
    );
    expect(targets).toHaveLength(3);
    for (const target of targets) {
      await page.click(`#error-summary a[href="${target}"]`);
      const wrong = await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"));
      expect([target, wrong]).toEqual([target, "true"]);
    }
  });

  test("keeps what was typed", async () => {
    await openAt(1280);
    expect(await page.inputValue("#price")).toBe("４１８００円");
    expect(await page.inputValue("#opened-month")).toBe("13");
    expect(await page.inputValue("#password")).toBe("");
  });
});

test("a value to copy is selected whole by one click", async () => {
  await openAt(1280);
  await page.click(".mg-copy code");
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("01130012");
});
