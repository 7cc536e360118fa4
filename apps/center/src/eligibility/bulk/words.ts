/** What a verdict says to the site: cause and next step, in the words of the answer's own table where it has them. */
import type { CoverageAnswer } from "@madoguchi/contract";
import { formatDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { registryStateOf } from "../rules/registry-state.ts";
import { cellOf } from "../rules/table.ts";
import { codeOf } from "./judge.ts";
import type { Verdict } from "./judge.ts";
import { countKeyOf, countNames } from "./rules.ts";

export type VerdictWords = {
  readonly name: string;
  readonly cause: string;
  readonly nextStep: string;
};

const ASK_AGAIN = "受診者に、今の保険の資格情報をお尋ねください。";

export function wordsOfVerdict(verdict: Verdict, asOf: Temporal.PlainDate): VerdictWords {
  return { name: countNames[countKeyOf(codeOf[verdict.kind])], ...advice(verdict, asOf) };
}

function advice(verdict: Verdict, asOf: Temporal.PlainDate): Omit<VerdictWords, "name"> {
  switch (verdict.kind) {
    case "valid":
      return { cause: "", nextStep: "" };
    case "invalid":
      return { cause: cell("invalid", [verdict.coverage], asOf).cause, nextStep: ASK_AGAIN };
    case "newer":
      return {
        cause: `この記号・番号の資格は${standing(verdict.coverage, asOf)}。ほかの資格が登録されています。`,
        nextStep: ASK_AGAIN,
      };
    case "none":
      return {
        cause: cell("none", [], asOf).cause,
        nextStep: "保険者番号、記号、番号、枝番、生年月日を、受診者の書類と見比べてください。",
      };
    case "several":
      return {
        cause: `同じ番号と生年月日の方が${verdict.people}人登録されています。`,
        nextStep: verdict.isBranchKnown
          ? "どの方かを、保険者にお問い合わせください。"
          : "枝番を入れて、もう一度照会してください。",
      };
    case "suspended": {
      const { cause, nextSteps } = cell("suspended", [verdict.coverage], asOf);

      return { cause, nextStep: nextSteps.at(-1) ?? "" };
    }
  }
}

/** What a check at the counter would say of it. */
function cell(
  outcome: "invalid" | "none" | "suspended",
  coverages: readonly CoverageAnswer[],
  asOf: Temporal.PlainDate,
) {
  const registry = registryStateOf({ outcome, coverages });

  return cellOf(
    {
      card: { kind: "trusted", standing: "valid" },
      link: { kind: "linked" },
      registry,
      age: "unknown",
    },
    { asOf, coverages, certificateEndedOn: null },
  );
}

function standing(
  { qualifiedOn, validFrom, disqualifiedOn, validTo }: CoverageAnswer,
  asOf: Temporal.PlainDate,
): string {
  const written = (day: string) => formatDate(Temporal.PlainDate.from(day));
  const day = asOf.toString();
  const from = qualifiedOn > validFrom ? qualifiedOn : validFrom;
  if (day < from) return `、${written(from)}から始まります`;
  if (disqualifiedOn !== null && disqualifiedOn <= day) {
    return `、${written(disqualifiedOn)}に喪失しています`;
  }

  return validTo === null ? "、終わっています" : `、有効期間が${written(validTo)}で終わっています`;
}
