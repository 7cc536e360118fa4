/** The form that says how one kind of case is decided, and what it means. */
import { dateField, numberField, readForm } from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import { z } from "zod";
import type { Terms } from "./rules/terms.ts";

export const termsLabels = {
  effectiveFrom: "この決まりの始まりの日",
  approvers: "承認に要る人数",
  correctionDays: "直しの期限までの日数",
  remindDays: "期限の何日前に知らせるか",
  reviewDays: "審査の目安の日数",
  holdMinutes: "決定を取り消せる時間（分）",
} as const;

const shared = {
  effectiveFrom: dateField(termsLabels.effectiveFrom),
  remindDays: numberField(termsLabels.remindDays, 1, 30),
  reviewDays: numberField(termsLabels.reviewDays, 1, 90),
};
const decided = {
  ...shared,
  approvers: numberField(termsLabels.approvers, 1, 5),
  correctionDays: numberField(termsLabels.correctionDays, 1, 90),
  holdMinutes: numberField(termsLabels.holdMinutes, 0, 1440),
};

const schema = z.discriminatedUnion("work", [
  z.object({ work: z.literal("usage-application"), ...decided }),
  z.object({ work: z.literal("procedure"), ...decided }),
  z
    .object({ work: z.literal("grant"), ...shared })
    .transform((terms) => ({ ...terms, approvers: null, correctionDays: null, holdMinutes: 0 })),
]);

export function readTerms(values: unknown): FormResult<Terms> {
  return readForm(schema, values);
}

export function termsForm(terms: Terms): FormValues {
  const { effectiveFrom, approvers, correctionDays } = terms;

  return {
    work: terms.work,
    "effectiveFrom.year": String(effectiveFrom.year),
    "effectiveFrom.month": String(effectiveFrom.month),
    "effectiveFrom.day": String(effectiveFrom.day),
    ...(approvers === null ? {} : { approvers: String(approvers) }),
    ...(correctionDays === null ? {} : { correctionDays: String(correctionDays) }),
    remindDays: String(terms.remindDays),
    reviewDays: String(terms.reviewDays),
    holdMinutes: String(terms.holdMinutes),
  };
}
