/** The pages that explain: the same words as the API's, an anchor for each row, and a paper that fits one sheet. */
import { execFileSync } from "node:child_process";
import {
  declarationPaper,
  helpPath,
  nothingDeclared,
  outcomes,
  problem,
  problemSlugs,
  problemType,
} from "@madoguchi/contract";
import { expectGoodPage, launchBrowser, startTestCenter } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nothingKnown } from "./rules/situations.fixture.ts";
import { everySituation } from "./rules/situations.ts";
import { cellOf } from "./rules/table.ts";

let center: TestCenter;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [center, browser] = await Promise.all([startTestCenter(), launchBrowser()]);
  const context = await browser.newContext({ baseURL: center.url, javaScriptEnabled: true });
  page = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

const cells = everySituation.map((situation) =>
  cellOf("registry" in situation ? { ...situation, age: "unknown" } : situation, nothingKnown),
);

test("the article tells every row of the table, in the words of the screen", async () => {
  await page.goto("/help/answers");
  await page.getByRole("heading", { level: 1, name: "資格確認の答えと対応" }).waitFor();
  const text = (await page.getByRole("main").innerText()).replaceAll(/\s/gu, "");
  for (const { title, cause, patientWords, nextSteps, charge } of cells) {
    for (const words of [title, cause, patientWords, ...nextSteps, charge]) {
      expect(text).toContain(words.replaceAll(/\s/gu, ""));
    }
  }
  const ids = await page.locator("main [id]").evaluateAll((all) => all.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(cells.filter(({ code }) => !ids.includes(code)).map(({ code }) => code)).toEqual([]);
  const wanted = [
    ...outcomes,
    ...cells.map(({ result }) => (result.kind === "problem" ? result.slug : "none")),
  ];
  expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
});

test("it can be read at any width, and each link of its contents leads somewhere", async () => {
  await page.goto(helpPath("invalid-assistance"));
  await expectGoodPage(page, "help-answers");
  const links = page.getByRole("navigation", { name: "この記事の内容" }).getByRole("link");
  for (const href of await links.evaluateAll((all) =>
    all.map((each) => each.getAttribute("href")),
  )) {
    expect(await page.locator(`[id="${href?.slice(1)}"]`).count()).toBe(1);
  }
});

test("each problem's own page tells the same, and leads to the article", async () => {
  for (const slug of problemSlugs) {
    await page.goto(problemType(slug));
    const text = await page.getByRole("main").innerText();
    const { title, detail, patientWords = "", nextSteps = [], charge = "" } = problem(slug);
    for (const words of [title, detail, patientWords, ...nextSteps, charge]) {
      expect(text).toContain(words);
    }
  }
  await page.goto(problemType("revocation-unknown"));
  await expectGoodPage(page, "problem-page");
  await page.getByRole("main").getByRole("link", { name: "資格確認の答えと対応" }).click();
  expect(new URL(page.url()).hash).toBe("#revocation-unknown");
});

test("被保険者資格申立書 is a page and a sheet of paper", async () => {
  await page.goto("/papers/declaration");
  await expectGoodPage(page, "declaration");
  expect(await page.locator("input, textarea").count()).toBe(0);
  const response = await page.request.get("/papers/declaration.pdf");
  expect(response.headers()["content-type"]).toBe("application/pdf");
  const input = await response.body();
  expect(execFileSync("pdfinfo", ["-"], { input }).toString()).toMatch(/Pages:\s+1\n/u);
  const text = execFileSync("pdftotext", ["-", "-"], { input }).toString().replaceAll(/\s/gu, "");
  const { title, lead, sections, statements, closing } = declarationPaper(nothingDeclared);
  const labels = [...sections.flatMap(({ fields }) => fields), ...closing].map(
    ({ label }) => label,
  );
  for (const words of [title, lead, ...statements, ...labels]) {
    expect(text).toContain(words.replaceAll(/\s/gu, ""));
  }
});
