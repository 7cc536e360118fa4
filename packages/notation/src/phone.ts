/** Telephone numbers inside Japan: 0 and nine or ten more digits, kept without hyphens. */
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";
import { foldCode } from "./text.ts";

export type PhoneProblem = "empty" | "not-digits" | "leading-zero" | "length";

export function parsePhone(text: string): Result<string, PhoneProblem> {
  const folded = foldCode(text)
    .replaceAll(/[()]/g, "")
    .replace(/^\+810?/, "0");
  if (folded === "") return err("empty");
  if (!/^\d+$/.test(folded)) return err("not-digits");
  if (!folded.startsWith("0")) return err("leading-zero");
  return folded.length === 10 || folded.length === 11 ? ok(folded) : err("length");
}

/**
 * With hyphens where the numbering plan fixes the places: mobile and IP telephones, free calls, Tokyo and Osaka
 * (総務省「電気通信番号計画」). Other area codes have two to five digits, which the number alone does not tell.
 * @param phone as `parsePhone` gives it
 */
export function formatPhone(phone: string): string {
  return phone
    .replace(/^(0120|0800)(\d{3})(\d{3,4})$/, "$1-$2-$3")
    .replace(/^(0[5789]0|0[36])(\d{4})(\d{4})$/, "$1-$2-$3");
}

const MESSAGES: Record<PhoneProblem, string> = {
  empty: "電話番号を入力してください。",
  "not-digits": "電話番号に使えない文字があります。数字とハイフンで入力してください。",
  "leading-zero": "電話番号は0から始まります。市外局番から入力してください。",
  length: "電話番号の桁数が違います。市外局番から10桁または11桁で入力してください。",
};

export function phoneMessage(problem: PhoneProblem): string {
  return MESSAGES[problem];
}
