/** What a patient states for 保険証利用登録, from the form's texts to what the center is asked. Pure. */
import type { StatedCoverage } from "@madoguchi/contract";
import {
  dateMessage,
  insuredNumberMessage,
  insurerNumberMessage,
  parseDate,
  parseInsuredNumber,
  parseInsurerNumber,
} from "@madoguchi/notation";
import type { InsuredNumberProblem } from "@madoguchi/notation";

export const statementFields = [
  "insurerNumber",
  "symbol",
  "number",
  "branch",
  "birthDate",
  "kana",
] as const;
export type StatementField = (typeof statementFields)[number];
export type TypedStatement = Readonly<Record<StatementField, string>>;
export type StatementErrors = Partial<Record<StatementField, string>>;

/** One patient's statement, agreed to, for the card that lies there. */
export type Claim = {
  readonly stated: StatedCoverage;
  /** To fill the form again. */
  readonly typed: TypedStatement;
  readonly insertion: number;
};

export type StatementResult =
  | { readonly kind: "stated"; readonly stated: StatedCoverage }
  | { readonly kind: "mend"; readonly errors: StatementErrors };

const fieldOf = {
  "number-empty": "number",
  "too-long": "number",
  "symbol-seven-or-eight-digits": "symbol",
  "symbol-digits": "symbol",
  "symbol-must-be-empty": "symbol",
  "number-eight-digits": "number",
  "number-check-digit": "number",
  "branch-two-digits": "branch",
  "branch-must-be-empty": "branch",
} as const satisfies Record<InsuredNumberProblem, StatementField>;

/** Only slips of the hand are told here: what no insurer writes. Whether it is anybody's, the center alone knows. */
export function readStatement(typed: TypedStatement): StatementResult {
  const errors: StatementErrors = {};
  const insurer = parseInsurerNumber(typed.insurerNumber);
  if (!insurer.ok) errors.insurerNumber = insurerNumberMessage(insurer.reason);
  // While the insurer is not known, its rules cannot be either: those of one that has none are applied.
  const rules = insurer.ok ? insurer.value : { number: "", kind: "mutual-aid" as const };
  const insured = parseInsuredNumber(rules, typed);
  if (!insured.ok) errors[fieldOf[insured.reason]] = insuredNumberMessage(insured.reason);
  const birth = parseDate(typed.birthDate);
  if (!birth.ok) {
    errors.birthDate =
      birth.reason === "empty" ? "生年月日を入力してください。" : dateMessage(birth.reason);
  }
  if (!insurer.ok || !insured.ok || !birth.ok) return { kind: "mend", errors };
  const kana = typed.kana.trim();

  return {
    kind: "stated",
    stated: {
      insurerNumber: insurer.value.number,
      ...insured.value,
      birthDate: birth.value.toString(),
      kana: kana === "" ? null : kana,
    },
  };
}
