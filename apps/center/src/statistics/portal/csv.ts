/** Figures as files that spreadsheets open. */
import { isProblemSlug, outcomeWords, problem } from "@madoguchi/contract";
import type { CsvFields } from "@madoguchi/platform";
import type { Activity } from "../../eligibility/index.ts";
import { wayWords } from "../rules/figures.ts";

/** One row a day, way and result, by day. */
export function* activityRows(activity: readonly Activity[]): Generator<CsvFields> {
  yield ["日付", "方法", "区分", "結果・理由", "件数"];
  const sorted = activity.toSorted((left, right) => {
    const [one, other] = [keyOf(left), keyOf(right)];

    return one < other ? -1 : one > other ? 1 : 0;
  });
  for (const each of sorted) {
    yield [
      each.day.toString(),
      wayWords[each.way],
      each.kind === "outcome" ? "答えが出た" : "答えが出なかった",
      resultWords(each),
      String(each.count),
    ];
  }
}

function keyOf({ day, way, kind, result }: Activity): string {
  return [day, way, kind, result].join(" ");
}

export function resultWords(each: Activity): string {
  return each.kind === "outcome" ? outcomeWords[each.result] : troubleWords(each.result);
}

export function troubleWords(result: string): string {
  if (result === "unreadable-line") return "一括照会の読み取れない行";

  return isProblemSlug(result) ? problem(result).title : "そのほか";
}
