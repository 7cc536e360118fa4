/**
 * From a question and whoever is registered under its number to what the site is told: the least that says whether this
 * coverage holds, and enough to see that it is the right person. A number leads to one coverage; a coverage elsewhere
 * is told of, never shown.
 */
import type { BulkCode, CoverageAnswer } from "@madoguchi/contract";
import type { Temporal } from "temporal-polyfill";
import { decide } from "../../coverage/index.ts";
import type { Holder, InsuredQuestion } from "../../coverage/index.ts";

export type Verdict =
  | { readonly kind: "valid"; readonly person: Holder["person"]; readonly coverage: CoverageAnswer }
  | {
      /** `newer`: what was asked for does not hold, and something else does or will. */
      readonly kind: "invalid" | "newer";
      readonly person: Holder["person"];
      readonly coverage: CoverageAnswer;
    }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly people: number; readonly isBranchKnown: boolean }
  /** Of the insurer only whom to call is told. */
  | { readonly kind: "suspended"; readonly coverage: CoverageAnswer };

export const codeOf = {
  valid: "1",
  invalid: "2",
  newer: "3",
  none: "4",
  several: "5",
  suspended: "",
} as const satisfies Record<Verdict["kind"], BulkCode>;

export function judge(
  question: InsuredQuestion,
  holders: readonly Holder[],
  asOf: Temporal.PlainDate,
): Verdict {
  const [holder, ...others] = holders;
  if (!holder) return { kind: "none" };
  if (others.length > 0) {
    return { kind: "several", people: holders.length, isBranchKnown: question.branch !== null };
  }
  const { person } = holder;
  const own = holder.coverages.filter((coverage) => isAskedFor(coverage, question));
  const asked = decide(asOf, own, person);
  const [first = own[0]] = asked.coverages;
  // The statement found the person by such a coverage.
  if (!first) return { kind: "none" };
  const coverage = withoutReason(first);
  switch (asked.outcome) {
    case "suspended":
      return { kind: "suspended", coverage };
    case "valid":
    // The database keeps an insurer from covering a person twice on a day.
    case "multiple":
      return { kind: "valid", person, coverage };
    case "invalid":
    case "invalid-newer":
    case "none": {
      const all = decide(asOf, holder.coverages, person).outcome;
      const isNewer = all === "valid" || all === "multiple" || all === "invalid-newer";

      return { kind: isNewer ? "newer" : "invalid", person, coverage };
    }
  }
}

function isAskedFor(coverage: CoverageAnswer, question: InsuredQuestion): boolean {
  return (
    coverage.insurerNumber === question.insurerNumber &&
    coverage.number === question.number &&
    (coverage.symbol ?? "") === (question.symbol ?? "") &&
    (question.branch === null || coverage.branch === null || coverage.branch === question.branch)
  );
}

/** Why it ended is nobody's business here: it may tell of a death or of 生活保護. */
function withoutReason(coverage: CoverageAnswer): CoverageAnswer {
  return { ...coverage, lossReason: null };
}
