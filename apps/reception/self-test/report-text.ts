import { whoWords } from "./explanation.ts";
import type { Report, Row } from "./report.ts";
import { type Reason, stepWords } from "./verdict.ts";

/** The report as lines of plain text, to paste into a mail to the support desk. Ends with a newline. */
export function reportText(report: Report): string {
  const { title, madeAt, verdictWord, verdict, steps, catalogue, facts, exchanges } = report;
  const rows = steps.map(({ label, gradeWord, result }): Row => [label, `${gradeWord}　${result}`]);
  return [
    [title, `結果：${verdictWord}`, `日時：${madeAt}`],
    ...verdict.reasons.map(reasonLines),
    ["■ 調べたこと", ...table(rows)],
    ...(catalogue.length > 0 ? [["■ 分かっている機種の一覧", ...catalogue]] : []),
    ["■ 機器と端末", ...table(facts)],
    ...(exchanges.length > 0 ? [["■ カードとのやりとり（内容は含みません）", ...exchanges]] : []),
  ]
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function reasonLines({ step, cause, todo, who }: Reason): string[] {
  return [
    `■ ${stepWords[step]}`,
    `理由：${cause}`,
    ...todo.map((each, index) => `${index + 1}. ${each}`),
    `対応する人：${whoWords[who]}`,
  ];
}

export function table(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([label]) => columns(label))) + 2;
  return rows.map(([label, value]) => label + " ".repeat(width - columns(label)) + value);
}

/** Columns on a terminal: everything but ASCII takes two. */
function columns(text: string): number {
  return Array.from(text, (each) => ((each.codePointAt(0) ?? 0) < 0x80 ? 1 : 2)).reduce<number>(
    (sum, each) => sum + each,
    0,
  );
}
