/** 補助事業の年度報告 as a paper; the same as its page says. */
import { deadline, formatDate } from "@madoguchi/notation";
import { figureText, measureGroups, partsOf, yearText } from "../report-words.ts";
import { measures, yearSpan } from "../rules/report.ts";
import type { Figures, Measure, Report } from "../rules/report.ts";
import { AUTHORITY, createPaper, facts, line, table } from "./layout.ts";

export type AnnualReportContent = {
  readonly programmeName: string;
  readonly year: number;
  readonly report: Report;
};

export function annualReport(content: AnnualReportContent): Promise<Uint8Array> {
  const { programmeName, year, report } = content;
  const { from, until } = yearSpan(year);
  const day = (date: typeof from) => formatDate(date, { weekday: false });

  return createPaper(`${yearText(year)}　補助事業の報告`, deadline(until), (document) => {
    line(document, AUTHORITY, { align: "right", gap: 12 });
    line(document, `${yearText(year)}　補助事業の報告`, { align: "center", size: 17, gap: 12 });
    facts(document, [
      ["補助事業", programmeName],
      ["期間", `${day(from)}から${day(until)}まで`],
    ]);
    for (const { title, rows, nameOf } of partsOf(report)) {
      for (const group of measureGroups) {
        document.y += 10;
        line(document, title, { size: 11, gap: 4 });
        table(
          document,
          [
            { header: title, share: 0.2 },
            ...group.map((measure) => ({
              header: measures[measure],
              share: 0.8 / group.length,
              align: "right" as const,
            })),
          ],
          [
            ...rows.map(({ key, figures }) => [nameOf(key), ...cells(group, figures)]),
            ["合計", ...cells(group, report.total)],
          ],
        );
      }
    }
  });
}

function cells(group: readonly Measure[], figures: Figures): string[] {
  return group.map((measure) => figureText(figures[measure]));
}
