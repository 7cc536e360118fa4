import { expect, test } from "vitest";
import { createPdf } from "../pdf/document.ts";
import { canDrawPdf, firstPages, textOfPages } from "./pdf-pages.ts";
import { pixelsOf } from "./picture-size.ts";

test("the first three pages are drawn, and what stands on them is read", async () => {
  expect(await canDrawPdf()).toBe(true);
  const pdf = await createPdf("領収書", (document) => {
    document.text("合計 5,980円");
    for (let page = 2; page <= 5; page += 1) document.addPage().text(`${page}枚目`);
  });
  const pages = await firstPages(pdf);
  expect(pages.map((page) => (pixelsOf(page, "image/png") ?? 0) > 3_000_000)).toEqual([
    true,
    true,
    true,
  ]);
  const lines = (await textOfPages(pdf)).map(({ text }) => text);
  expect(lines).toEqual(["合計 5,980円", "2枚目", "3枚目"]);
});

/** @param page what stands in the only page beside its size */
const handMade = (size: string, page = "") =>
  new TextEncoder().encode(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL)>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${size}]${page}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );

test("a page of any size is a picture of a bearable one, and its scripts run nowhere", async () => {
  const [page] = await firstPages(handMade("900000 600000"));
  expect(pixelsOf(page ?? new Uint8Array(), "image/png")).toBe(2300 * 1534);
  expect(await textOfPages(handMade("600 800"))).toEqual([]);
});

test("what is no PDF has no pages and no text", async () => {
  expect(await firstPages(new TextEncoder().encode("%PDF-1.4\n%%EOF\n"))).toEqual([]);
  expect(await textOfPages(new TextEncoder().encode("no paper"))).toEqual([]);
});
