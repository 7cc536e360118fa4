/** 一括照会: who may ask, for what, how much at once, and how long the files are kept. */
import { bulkPurposes } from "@madoguchi/contract";
import type { BulkCode, BulkPurpose, BulkState } from "@madoguchi/contract";
import type { TableProblem } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Facility } from "../../facilities/index.ts";

export const purposeNames = {
  "specific-checkup": "特定健康診査を受ける方の資格の確認",
  "specific-guidance": "特定保健指導を利用する方の資格の確認",
  "other-checkup": "そのほかの健診（保険者との契約によるもの）を受ける方の資格の確認",
} as const satisfies Record<BulkPurpose, string>;

export const purposeOptions = bulkPurposes.map((value) => ({ value, label: purposeNames[value] }));

export const BASIS_WORDS =
  "保険者との契約と受診者の申込みにもとづく確認であり、この目的のほかには使いません。";

/** As sent: 300,000 lines need some 15 MB. */
export const MAXIMUM_BYTES = 32 * 1024 * 1024;
export const MAXIMUM_LINES = 300_000;

/** How many of one facility's may wait or be worked on. */
export const MAXIMUM_UNFINISHED = 5;

/** Files are deleted in the night after so many days; what stays are counts. */
export const KEPT_DAYS = 14;

/** After so many beginnings without an end it is our fault, and no further one will help. */
export const MAXIMUM_STARTS = 10;

export type BulkRefusal = "bulk-not-allowed" | "bulk-waiting";

export const can = {
  /** True, or why not. */
  bulk: (facility: Pick<Facility, "kind">, unfinished = 0): true | BulkRefusal => {
    if (facility.kind !== "checkup") return "bulk-not-allowed";

    return unfinished < MAXIMUM_UNFINISHED || "bulk-waiting";
  },
};

/** The last day on which the files are there. */
export function keptUntil(acceptedOn: Temporal.PlainDate): Temporal.PlainDate {
  return acceptedOn.add({ days: KEPT_DAYS });
}

export type BulkFile = "result" | "errors";

export function hasFile(
  { state, counts }: { readonly state: BulkState; readonly counts: BulkCounts },
  file: BulkFile,
): boolean {
  if (file === "result") return state === "done";

  return state === "refused" || (state === "done" && (counts.errors ?? 0) > 0);
}

/** Lines by what became of them. */
export type BulkCounts = Partial<Record<CountKey, number>>;

export const countKeys = ["1", "2", "3", "4", "5", "suspended", "errors"] as const;
export type CountKey = (typeof countKeys)[number];

export const countNames = {
  "1": "有効",
  "2": "無効",
  "3": "無効（新しい資格あり）",
  "4": "該当資格なし",
  "5": "複数該当",
  suspended: "照会停止中",
  errors: "読み取れない行",
} as const satisfies Record<CountKey, string>;

/** An empty code stands for 照会停止中 here; a wrong line has none at all. */
export function countKeyOf(code: BulkCode | null): CountKey {
  if (code === null) return "errors";

  return code === "" ? "suspended" : code;
}

export function addCounts(counts: BulkCounts, more: BulkCounts): BulkCounts {
  const keys = countKeys.filter((key) => key in counts || key in more);

  return Object.fromEntries(keys.map((key) => [key, (counts[key] ?? 0) + (more[key] ?? 0)]));
}

/** What the reader of tables does not look at. */
export const wholeFileProblems = {
  "no-lines": {
    line: null,
    column: null,
    rule: "no-lines",
    message: "見出しの行だけで、受診者の行がありません。",
    mend: "2行目から、1行に1人ずつ書いてください。",
  },
  "too-many-lines": {
    line: null,
    column: null,
    rule: "too-many-lines",
    message: `一度に照会できるのは、${MAXIMUM_LINES / 10_000}万行までです。`,
    mend: "ファイルをいくつかに分けて送ってください。",
  },
} as const satisfies Record<string, TableProblem>;
