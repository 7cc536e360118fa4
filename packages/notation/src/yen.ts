/** Money is whole yen in a safe integer. */
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";

/** Whole yen, zero or more, exact as a number. */
export function isYen(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** 「31,000円」; a reduction is 「-1,000円」. @throws RangeError for a fraction of a yen. */
export function formatYen(yen: number): string {
  if (!Number.isSafeInteger(yen)) throw new RangeError(`not whole yen: ${yen}`);
  const digits = String(Math.abs(yen)).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  return `${yen < 0 ? "-" : ""}${digits}円`;
}

/** 千円未満切捨て, as grants are paid. @param yen zero or more. */
export function floorToThousand(yen: number): number {
  return yen - (yen % 1000);
}

export type YenProblem = "empty" | "not-whole-yen" | "too-large";

/** Reads 31000, 31,000円, ￥３１，０００. */
export function parseYen(text: string): Result<number, YenProblem> {
  const folded = text.normalize("NFKC").replaceAll(/\s/gu, "");
  if (folded === "") return err("empty");
  const digits = /^[¥\\]?(\d+|\d{1,3}(?:,\d{3})+)円?$/u.exec(folded)?.[1];
  if (digits === undefined) return err("not-whole-yen");
  const yen = Number(digits.replaceAll(",", ""));
  return isYen(yen) ? ok(yen) : err("too-large");
}

const MESSAGES: Record<YenProblem, string> = {
  empty: "金額を入力してください。",
  "not-whole-yen": "金額として読めません。円の単位の数字だけで入力してください。",
  "too-large": "金額が大きすぎます。桁数を確かめてください。",
};

export function yenMessage(problem: YenProblem): string {
  return MESSAGES[problem];
}
