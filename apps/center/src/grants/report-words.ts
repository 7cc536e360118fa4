/** What stands in the tables of an annual report, for page, PDF and CSV alike. */
import { formatDate, prefectureByCode } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { facilityKindName } from "../facilities/index.ts";
import { measureOrder } from "./rules/report.ts";
import type { Measure, Report, ReportRow } from "./rules/report.ts";

export type ReportPart = {
  readonly title: string;
  readonly rows: readonly ReportRow[];
  readonly nameOf: (key: string) => string;
};

export function partsOf(report: Report): readonly ReportPart[] {
  return [
    { title: "月別", rows: report.byMonth, nameOf: monthText },
    { title: "施設の種類別", rows: report.byKind, nameOf: facilityKindName },
    {
      title: "都道府県別",
      rows: report.byPrefecture,
      nameOf: (code) => prefectureByCode(code)?.name ?? code,
    },
  ];
}

/** 「令和8年度」 */
export function yearText(year: number): string {
  return formatDate(Temporal.PlainDate.from({ year, month: 12, day: 31 }), {
    weekday: false,
  }).replace(/年.*$/, "年度");
}

function monthText(month: string): string {
  return formatDate(Temporal.PlainDate.from(`${month}-01`), { weekday: false }).replace(/1日$/, "");
}

const grouped = new Intl.NumberFormat("ja-JP");

/** 「1,234」, without its unit: that stands in the heading. */
export function figureText(figure: number): string {
  return grouped.format(figure);
}

/** Two tables of a width that paper and narrow screens can bear: what was decided, and what was paid. */
export const measureGroups: readonly (readonly Measure[])[] = [
  measureOrder.slice(0, 5),
  measureOrder.slice(5),
];
