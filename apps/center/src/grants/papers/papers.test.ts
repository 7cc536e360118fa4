import { execFileSync } from "node:child_process";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { demoProgramme } from "../programmes.ts";
import { plainLine } from "../line.fixture.ts";
import type { CostLine } from "../rules/amount.ts";
import { breakdownPaper } from "./breakdown.ts";

const today = Temporal.PlainDate.from("2026-11-22");

/** Each page as Poppler reads it, without the blanks between cells and at the ends of lines. */
async function pagesOf(lines: readonly CostLine[]): Promise<string[]> {
  const pdf = await breakdownPaper({
    programme: { id: "p", ...demoProgramme(today) },
    facilityCode: "1310113715",
    facilityName: "架空医院",
    founder: "架空 太郎",
    prefectureCode: "13",
    at: Temporal.Instant.from("2026-11-22T00:04:00Z"),
    lines,
  });
  const text = execFileSync("pdftotext", ["-raw", "-", "-"], { input: pdf }).toString();

  return text
    .split("\f")
    .map((page) => page.replaceAll(/\s/gu, ""))
    .filter((page) => page !== "");
}

const many = (count: number, one: (number: number) => Partial<CostLine>): CostLine[] =>
  Array.from({ length: count }, (_, index) => ({ ...plainLine, ...one(index + 1) }));

const full = (number: number) => ({
  detail: "受付用、据置型、USB接続",
  product: `汎用カードリーダー 接触・非接触両用 ${number}`,
  model: `KCR-3310-${number}`,
  maker: "架空電子工業株式会社",
  quantity: 12,
  unitYen: 14_800,
  amountYen: 177_600,
  otherYen: 14_800,
  shop: "株式会社架空電器 霞が関本店 法人営業部",
  receiptNumber: `R8-${number}`,
});

test("three lines with everything, and all fifteen as most are, are the one page of the form", async () => {
  const [page = "", ...rest] = await pagesOf(many(3, full));
  expect(rest).toEqual([]);
  expect(page).toContain("15小計");
  expect(page).toContain("総額532,800円");
  expect(page).not.toContain("ページ");
  const usual = await pagesOf(many(15, (number) => ({ maker: "架空電子", model: `K-${number}` })));
  expect(usual).toHaveLength(1);
  expect(usual[0]).toContain("総額75,000円");
});

test("the longest fifteen lines that the form takes go on under their header, and nothing of them is cut", async () => {
  const long = (mark: string, length: number) => `${mark}${"長".repeat(length - mark.length)}`;
  const lines = many(15, (number) => ({
    ...full(number),
    item: "tablet",
    detail: long(`内訳${number}`, 100),
    product: long(`品名${number}`, 100),
    model: long(`型番${number}`, 60),
    maker: long(`製造${number}`, 60),
    shop: long(`店名${number}`, 100),
    receiptNumber: `R${number}-${"8".repeat(36 - String(number).length)}`,
    unitYen: 99_999_999,
    amountYen: 9_899_999_901,
    otherYen: 999_999_999,
  }));
  const pages = await pagesOf(lines);
  const whole = pages.join("");
  for (const { detail, product, model, maker, shop, receiptNumber } of lines) {
    for (const text of [`${maker}${product}${model}${detail}`, shop, `領収書${receiptNumber}`]) {
      expect(whole).toContain(text);
    }
  }
  expect(pages.length).toBeGreaterThan(2);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain("数量・単価");
    expect(page).toContain(`領収書内訳書${index + 1}／${pages.length}ページ`);
    expect(page).toContain("この書類は架空の実演です");
  }
  // The sums stand under a line, never alone on a page.
  expect(pages.at(-1)).toMatch(/製造15.*小計.*総額/);
});
