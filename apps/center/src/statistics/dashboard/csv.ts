/** The dashboard's numbers, one a line, so that any spreadsheet can turn them. */
import { prefectureByCode } from "@madoguchi/notation";
import type { CsvFields } from "@madoguchi/platform";
import { facilityKindName } from "../../facilities/index.ts";
import { stageKeys, stages } from "../rules/stages.ts";
import { troubleWords } from "../portal/csv.ts";
import { monthKey } from "../portal/months.ts";
import type { Figures, StageRow } from "./figures.ts";
import { ages, works } from "./rules.ts";

export function* dashboardRows(figures: Figures): Generator<CsvFields> {
  const { scope, byKind, byPrefecture, times, span, results, troubles, waiting, held } = figures;
  const kind = scope.kind === "" ? "すべて" : facilityKindName(scope.kind);
  const prefecture = prefectureName(scope.prefecture);
  yield ["表", "時期", "施設の種類", "都道府県", "項目", "値"];
  yield* stageLines("いま", figures.now, kind, prefecture);
  yield* stageLines("前月末", figures.before, kind, prefecture);
  for (const [key, row] of byKind) {
    yield* stageLines("いま（種類ごと）", row, facilityKindName(key), prefecture);
  }
  for (const [key, row] of byPrefecture) {
    yield* stageLines("いま（都道府県ごと）", row, kind, prefectureName(key));
  }
  for (const { month, work, answers, medianHours, p90Hours } of times) {
    const line = (what: string, value: string) => [
      "回答までの時間",
      monthKey(month),
      kind,
      prefecture,
      `${works[work]} ${what}`,
      value,
    ];
    yield line("件数", String(answers));
    yield line("中央値（時間）", medianHours.toFixed(1));
    yield line("90%（時間）", p90Hours.toFixed(1));
  }
  const days = `${span.from}から${span.until}`;
  for (const { name, count } of results) {
    yield ["確認の結果", days, kind, prefecture, name, String(count)];
  }
  for (const { result, count } of troubles) {
    yield ["答えが出なかった理由", days, kind, prefecture, troubleWords(result), String(count)];
  }
  for (const { work, age, count } of waiting) {
    const item = `${works[work]} ${ages[age]?.name ?? ""}`;
    yield ["待っている件数", "いま", kind, prefecture, item, String(count)];
  }
  for (const { name, work, count } of held) {
    yield ["担当している件数", "いま", "すべて", "全国", `${name} ${works[work]}`, String(count)];
  }
}

function* stageLines(
  when: string,
  row: StageRow,
  kind: string,
  prefecture: string,
): Generator<CsvFields> {
  for (const stage of stageKeys) {
    yield ["段階ごとの施設数", when, kind, prefecture, stages[stage], String(row[stage])];
  }
}

export function prefectureName(code: string): string {
  return code === "" ? "全国" : (prefectureByCode(code)?.name ?? "不明");
}
