/**
 * The table that the certification authority sends: one row is one renewal. A certificate is named by its SHA-256 in hexadecimal,
 * as the links know it.
 */
import { dateMessage } from "@madoguchi/notation";
import type { ColumnPlaces, TableColumn, TableProblem, TableValues } from "@madoguchi/platform";
import { dayReader } from "../feeds/values.ts";

export const renewalColumns = [
  { key: "predecessor", title: "旧証明書のハッシュ値" },
  { key: "fingerprint", title: "新証明書のハッシュ値" },
  /** The first day on which the new one speaks for its holder. */
  { key: "startsOn", title: "引き継ぎ日" },
  /** The last day on which the old one does. */
  { key: "endsOn", title: "旧証明書の最終日", isOptional: true },
] as const satisfies readonly TableColumn<string>[];

type RenewalKey = (typeof renewalColumns)[number]["key"];

export type RenewalLine = {
  readonly line: number;
  /** Hexadecimal. */
  readonly predecessor: string;
  readonly fingerprint: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
};

export type RenewalReading =
  | { readonly ok: true; readonly renewal: RenewalLine }
  | { readonly ok: false; readonly problems: readonly TableProblem[] };

const HASH = /^[0-9a-f]{64}$/;

const WORDS = {
  hash: {
    message: "SHA-256 のハッシュ値（16進数で64文字）ではありません。",
    mend: "証明書のハッシュ値に直してください。",
  },
  "same-certificate": {
    message: "旧証明書と新証明書が同じです。",
    mend: "新しい証明書のハッシュ値に直してください。",
  },
  "ends-before-it-begins": {
    message: "旧証明書の最終日が、引き継ぎ日より前です。",
    mend: "どちらかの日付を直してください。",
  },
  "predecessor-twice": {
    message: "同じ旧証明書の行が2行以上あります。",
    mend: "1行だけ残してください。",
  },
  "fingerprint-twice": {
    message: "同じ新証明書の行が2行以上あります。",
    mend: "1行だけ残してください。",
  },
} as const satisfies Record<string, Pick<TableProblem, "message" | "mend">>;

export type RenewalRule = keyof typeof WORDS;

export function renewalProblem(
  rule: RenewalRule,
  line: number,
  column: TableProblem["column"],
): TableProblem {
  return { line, column, rule, ...WORDS[rule] };
}

export function renewalReader(places: ColumnPlaces<RenewalKey>) {
  const day = dayReader();

  return (line: number, values: TableValues<RenewalKey>): RenewalReading => {
    const problems: TableProblem[] = [];
    const fail = (rule: RenewalRule, key: RenewalKey) =>
      problems.push(renewalProblem(rule, line, places[key]));
    const hash = (key: "predecessor" | "fingerprint") => {
      const text = values[key].normalize("NFKC").toLowerCase().replaceAll(/[\s:]/g, "");
      if (!HASH.test(text)) fail("hash", key);

      return text;
    };
    const date = (key: "startsOn" | "endsOn") => {
      const read = day(values[key]);
      if ("iso" in read) return read.iso;
      const words = dateMessage(read.problem);
      const message = `${words.split("。", 1).join("")}。`;
      const mend = words.slice(message.length) || "日付を直してください。";
      problems.push({ line, column: places[key], rule: `date-${read.problem}`, message, mend });

      return "";
    };
    const predecessor = hash("predecessor");
    const fingerprint = hash("fingerprint");
    const startsOn = date("startsOn");
    const endsOn = values.endsOn === "" ? null : date("endsOn");
    if (problems.length === 0) {
      if (predecessor === fingerprint) fail("same-certificate", "fingerprint");
      if (endsOn !== null && endsOn < startsOn) fail("ends-before-it-begins", "endsOn");
    }

    return problems.length > 0
      ? { ok: false, problems }
      : { ok: true, renewal: { line, predecessor, fingerprint, startsOn, endsOn } };
  };
}
