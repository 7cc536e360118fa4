import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { demoProgramme } from "../programmes.ts";
import { plainLine } from "../line.fixture.ts";
import { breakdownPaper } from "./breakdown.ts";

const today = Temporal.PlainDate.from("2026-11-22");

async function pagesOf(lines: number, product: string): Promise<number> {
  const pdf = await breakdownPaper({
    programme: { id: "p", ...demoProgramme(today) },
    facilityCode: "1310113715",
    facilityName: "架空医院",
    founder: "架空 太郎",
    prefectureCode: "13",
    at: Temporal.Instant.from("2026-11-22T00:04:00Z"),
    lines: Array.from({ length: lines }, () => ({
      ...plainLine,
      product,
      purchasedOn: today,
      shop: "架空電器 霞が関店",
    })),
  });

  return new TextDecoder("latin1").decode(pdf).match(/\/Type \/Page\b/g)?.length ?? 0;
}

test("a breakdown is one page, and the longest that the form takes goes on to further pages", async () => {
  expect(await pagesOf(1, "KR-300")).toBe(1);
  expect(await pagesOf(15, "長い型番".repeat(25))).toBeGreaterThan(1);
});
