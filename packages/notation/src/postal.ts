/** 郵便番号: seven digits. Kept without the hyphen, shown with it. */
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";
import { foldCode } from "./text.ts";

export type PostalCodeProblem = "empty" | "seven-digits";

export function parsePostalCode(text: string): Result<string, PostalCodeProblem> {
  const code = foldCode(text).replace(/^〒/u, "");
  if (code === "") return err("empty");
  return /^\d{7}$/.test(code) ? ok(code) : err("seven-digits");
}

/** @param code seven digits. */
export function formatPostalCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3)}`;
}

const MESSAGES: Record<PostalCodeProblem, string> = {
  empty: "郵便番号を入力してください。",
  "seven-digits": "郵便番号は7桁の数字です。「100-8916」の形で入力してください。",
};

export function postalCodeMessage(problem: PostalCodeProblem): string {
  return MESSAGES[problem];
}
