/**
 * 登録記号番号 of a 施術所, also called 契約記号番号: 協 or 契 where it is written, the prefecture, the number and its branches.
 * No length or check digit is published, so only the shape is judged: 9 to 11 digits once hyphens are gone.
 */
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";
import { foldListedCode } from "./text.ts";

export type RegistrationNumber = {
  /** Without hyphens, as the portal stores it. */
  readonly code: string;
  /** 協 = 受領委任の協定 (through an association), 契 = 受領委任の契約 (by oneself). */
  readonly route: "協" | "契" | undefined;
  readonly digits: string;
};

export type RegistrationNumberProblem = "empty" | "characters" | "length";

/** As papers introduce it: 「登録記号番号：協…」「契約第…号」. */
const WORDS = /^(?:登録記号番号|契約記号番号|登録番号)?(?:([協契])[定約]?)?/u;

export function parseRegistrationNumber(
  text: string,
): Result<RegistrationNumber, RegistrationNumberProblem> {
  const code = foldListedCode(text)
    .replace(WORDS, "$1")
    .replaceAll(/[第号]/gu, "");
  if (code === "") return err("empty");
  const match = /^([協契]?)(\d+)$/u.exec(code);
  if (match === null) return err("characters");
  const [, prefix, digits = ""] = match;
  if (digits.length < 9 || digits.length > 11) return err("length");
  return ok({ code, route: prefix === "協" || prefix === "契" ? prefix : undefined, digits });
}

const MESSAGES: Record<RegistrationNumberProblem, string> = {
  empty: "登録記号番号を入力してください。",
  characters:
    "登録記号番号に使えない文字があります。「協」または「契」と数字だけで入力してください。",
  length: "登録記号番号の桁数が違います。枝番まで含めて、9〜11桁の数字を入力してください。",
};

export function registrationNumberMessage(problem: RegistrationNumberProblem): string {
  return MESSAGES[problem];
}

/**
 * All the codes under which the same 施術所 may stand: 協 or 契 is left out as often as it is written.
 * @param code as `parseRegistrationNumber` gives it
 */
export function spellingsOfRegistrationNumber(code: string): readonly string[] {
  const digits = code.replace(/^[協契]/u, "");

  return code === digits ? [digits, `協${digits}`, `契${digits}`] : [code, digits];
}
