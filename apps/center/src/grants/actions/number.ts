/** How the office numbers what it decides. */
import { eraYear } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

/** 「令和8年度 第000001号」, 「令和8年度 返第000001号」 */
export function documentNumber(fiscalYear: number, series: "第" | "返第", serial: number): string {
  // Of the year in which the era changed, the later era names the whole of it.
  const era = eraYear(Temporal.PlainDate.from({ year: fiscalYear, month: 12, day: 31 }));
  const name = era ? `${era.era}${era.year === 1 ? "元" : era.year}` : String(fiscalYear);

  return `${name}年度 ${series}${String(serial).padStart(6, "0")}号`;
}
