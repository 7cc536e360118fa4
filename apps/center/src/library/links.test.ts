/** Where the texts lead to, at a running center. */
import { startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCatalogue } from "./catalogue/catalogue.ts";
import { linksOf } from "./plain.fixture.ts";

let center: TestCenter;
let visitor: Visitor;
beforeAll(async () => {
  center = await startTestCenter();
  visitor = center.visitor();
});
afterAll(() => center.close());

test("every link of every article leads to a page of this site", async () => {
  const { articles } = await readCatalogue();
  const links = new Set(articles.flatMap(({ blocks }) => linksOf(blocks)));
  expect(links.size).toBeGreaterThan(10);
  for (const link of links) {
    const { status } = await visitor.get(link);
    expect([link, link.startsWith("/"), status]).toEqual([link, true, 200]);
  }
});

test("a sheet for patients comes as PDF, in each language, and nothing else does", async () => {
  const { status, html } = await visitor.get("/posters");
  expect(status).toBe(200);
  const sheets = [...html.matchAll(/href="(\/posters\/[^"]+)"/gu)].map(([, href = ""]) => href);
  expect(sheets).toHaveLength(18);
  const sheet = await visitor.download(sheets.at(-1) ?? "");
  expect(sheet).toMatchObject({ status: 200, type: "application/pdf" });
  expect(Buffer.from(sheet.bytes.slice(0, 5)).toString("latin1")).toBe("%PDF-");
  for (const path of ["/posters/reception/fr.pdf", "/posters/none/ja.pdf", "/posters/pin/ja"]) {
    expect([path, (await visitor.get(path)).status]).toEqual([path, 404]);
  }
});
