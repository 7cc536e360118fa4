/** The form that says whether the rule approves applications of one kind of facility, and what it means. */
import { choiceField, dateField, numberField, readForm } from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import { z } from "zod";
import { isFacilityKind } from "../../facilities/index.ts";
import type { StraightTerms } from "./rules.ts";
import { termsLabels } from "./words.ts";

const schema = z.object({
  kind: z.string().refine(isFacilityKind),
  effectiveFrom: dateField(termsLabels.effectiveFrom),
  isOn: choiceField(termsLabels.isOn, ["on", "off"]).transform((text) => text === "on"),
  samplePercent: numberField(termsLabels.samplePercent, 1, 100),
  holdMinutes: numberField(termsLabels.holdMinutes, 10, 1440),
});

export function readStraightTerms(values: unknown): FormResult<StraightTerms> {
  return readForm(schema, values);
}

export function straightForm(terms: StraightTerms): FormValues {
  const { kind, effectiveFrom, isOn, samplePercent, holdMinutes } = terms;

  return {
    kind,
    "effectiveFrom.year": String(effectiveFrom.year),
    "effectiveFrom.month": String(effectiveFrom.month),
    "effectiveFrom.day": String(effectiveFrom.day),
    isOn: isOn ? "on" : "off",
    samplePercent: String(samplePercent),
    holdMinutes: String(holdMinutes),
  };
}
