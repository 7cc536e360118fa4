/** Files as insurers send them, of people who do not exist (架空). */
import type { TestRegistry } from "../registry.fixture.ts";
import { official, town } from "../registry.fixture.ts";
import type { setSettledAside } from "./store/settled.ts";
import { takeInFeed } from "./take-in.ts";
import type { Feed, FeedOutcome } from "./take-in.ts";

const usual = {
  保険者番号: town,
  記号: "国",
  番号: "1",
  枝番: "01",
  "本人・家族の別": "1",
  氏名: "見本　太郎",
  カナ: "ミホン　タロウ",
  生年月日: "1980-02-17",
  性別: "1",
  資格取得年月日: "2021-04-01",
  資格喪失年月日: "",
  喪失事由: "",
  有効開始年月日: "2021-04-01",
  有効終了年月日: "",
  一部負担金割合: "030",
};

export type Row = Readonly<Record<string, string>>;

export function row(values: Row = {}): Row {
  return { ...usual, ...values };
}

/** Person number `n`, who is always the same. */
export function nth(n: number, values: Row = {}): Row {
  return row({ 番号: String(n), 生年月日: `19${50 + (n % 50)}-01-01`, ...values });
}

export function csv(rows: readonly Row[]): string {
  const titles = Object.keys(Object.assign(row(), ...rows));
  const lines = rows.map((each) => titles.map((title) => each[title] ?? "").join(","));

  return `${[titles.join(","), ...lines].join("\n")}\n`;
}

export function bytes(text: string): () => readonly Uint8Array[] {
  return () => [new TextEncoder().encode(text)];
}

export async function takeIn(
  registry: TestRegistry,
  rows: readonly Row[],
  options: Partial<Feed> = {},
  setAside?: typeof setSettledAside,
): Promise<FeedOutcome> {
  const feed: Feed = {
    insurerNumber: town,
    mode: "full",
    name: "全件.csv",
    open: bytes(csv(rows)),
    isDryRun: false,
    confirmedBy: null,
    ...options,
  };
  return takeInFeed(registry, official, feed, setAside);
}

/** People 1 to 20. */
export const twenty: readonly Row[] = Array.from({ length: 20 }, (_, index) => nth(index + 1));

export const changed = (n: number, values: Row): readonly Row[] =>
  twenty.map((each) => (each["番号"] === String(n) ? { ...each, ...values } : each));

/** The rules of a refused file, with line and column. */
export function rules(outcome: FeedOutcome): readonly string[] {
  if (!("problems" in outcome)) throw new Error("there is no list", { cause: outcome });

  return outcome.problems.map(({ line, column, rule }) => `${line} ${column?.title ?? ""} ${rule}`);
}
