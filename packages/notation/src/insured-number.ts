/**
 * 記号・番号・枝番 of an insured person, by the rules that claims are refused for: 協会けんぽ has a symbol of 7 or 8 digits,
 * 健保組合 one of digits only, 後期高齢者医療 none but a number with a check digit.
 */
import { hasValidCheckDigit } from "./check-digit.ts";
import type { InsurerNumber } from "./insurer-number.ts";
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";

export type InsuredNumber = {
  /** Empty where the insurer uses none. */
  readonly symbol: string;
  readonly number: string;
  /** Two digits, or empty: unknown, or the insurer uses none. */
  readonly branch: string;
};

export type InsuredNumberProblem =
  | "number-empty"
  | "too-long"
  | "symbol-seven-or-eight-digits"
  | "symbol-digits"
  | "symbol-must-be-empty"
  | "number-eight-digits"
  | "number-check-digit"
  | "branch-two-digits"
  | "branch-must-be-empty";

/** The eligibility answer gives symbol and number 20 characters each. */
const LONGEST = 20;

/** The one society whose symbols may open with a letter. */
const LETTERED_SOCIETY = "06110829";

export function parseInsuredNumber(
  insurer: Pick<InsurerNumber, "number" | "kind">,
  input: InsuredNumber,
): Result<InsuredNumber, InsuredNumberProblem> {
  const symbol = fold(input.symbol);
  const number = fold(input.number);
  const branch = fold(input.branch);
  if (number === "") return err("number-empty");
  if (isLong(symbol) || isLong(number)) return err("too-long");
  const problem = symbolProblem(insurer, symbol) ?? numberProblem(insurer, number);
  if (problem !== undefined) return err(problem);
  if (insurer.kind === "elderly-75" && branch !== "") return err("branch-must-be-empty");
  if (branch !== "" && !/^\d{2}$/.test(branch)) return err("branch-two-digits");
  return ok({ symbol, number, branch });
}

/** Most of them, in files of millions: these fold to themselves. */
const PLAIN = /^[\dA-Za-z-]*$/;

/** Hyphens stay, for some symbols are written with them; a long-vowel mark between digits was meant as one. */
function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize("NFKC")
    .replaceAll(/\s/gu, "")
    .replaceAll(/[‐‑‒–—―−─]|(?<=\d)ー(?=\d)/gu, "-");
}

function isLong(text: string): boolean {
  return text.length > LONGEST && [...text].length > LONGEST;
}

function symbolProblem(
  insurer: Pick<InsurerNumber, "number" | "kind">,
  symbol: string,
): InsuredNumberProblem | undefined {
  switch (insurer.kind) {
    case "japan-health-insurance-association":
      return /^\d{7,8}$/.test(symbol) ? undefined : "symbol-seven-or-eight-digits";
    case "health-insurance-society":
    case "retirees-of-society": {
      const shape = insurer.number === LETTERED_SOCIETY ? /^[A-Za-z]?\d+$/ : /^\d+$/;
      return shape.test(symbol) ? undefined : "symbol-digits";
    }
    case "elderly-75":
      return symbol === "" ? undefined : "symbol-must-be-empty";
    case "seamens-insurance":
    case "day-labourers":
    case "self-defence-forces":
    case "mutual-aid":
    case "retirees-of-national-health-insurance":
    case "retirees-of-mutual-aid":
    case "national-health-insurance":
    case "national-health-insurance-society":
      return undefined;
  }
}

function numberProblem(
  insurer: Pick<InsurerNumber, "kind">,
  number: string,
): InsuredNumberProblem | undefined {
  if (insurer.kind !== "elderly-75") return undefined;
  if (!/^\d{8}$/.test(number)) return "number-eight-digits";
  return hasValidCheckDigit(number) ? undefined : "number-check-digit";
}

const MESSAGES: Record<InsuredNumberProblem, string> = {
  "number-empty": "被保険者の番号を入力してください。",
  "too-long": "記号または番号が長すぎます。それぞれ20文字までで入力してください。",
  "symbol-seven-or-eight-digits":
    "協会けんぽの記号は7桁または8桁の数字です。資格情報の「記号」と見比べてください。",
  "symbol-digits": "この保険者の記号は数字だけです。資格情報の「記号」と見比べてください。",
  "symbol-must-be-empty": "後期高齢者医療には記号がありません。記号の欄を空にしてください。",
  "number-eight-digits": "後期高齢者医療の番号は8桁の数字です。資格情報と見比べてください。",
  "number-check-digit":
    "番号の末尾の検証番号が合いません。資格情報と見比べて、打ち間違いを直してください。",
  "branch-two-digits": "枝番は2桁の数字です。分からないときは空のままにしてください。",
  "branch-must-be-empty": "後期高齢者医療には枝番がありません。枝番の欄を空にしてください。",
};

export function insuredNumberMessage(problem: InsuredNumberProblem): string {
  return MESSAGES[problem];
}
