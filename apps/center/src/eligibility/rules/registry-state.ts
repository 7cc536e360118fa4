/** What is registered, as finely as it matters to whoever charges and claims by it. */
import type { CoverageAnswer } from "@madoguchi/contract";
import type { Decision } from "../../coverage/index.ts";
import { commonTenths } from "./charge.ts";

export type Terms = "usual" | "short-term" | "all-paid";
export type Because = "died" | "assistance" | "other-insurance" | "validity-over" | "other";

export type RegistryState =
  | {
      readonly outcome: "valid";
      readonly terms: Terms;
      readonly elderlyCertificate: boolean;
      readonly limitCertificate: boolean;
    }
  | { readonly outcome: "invalid"; readonly because: Because }
  | { readonly outcome: "multiple"; readonly copay: "same" | "different" }
  | { readonly outcome: "invalid-newer" | "none" | "suspended" };

export function registryStateOf({ outcome, coverages }: Decision): RegistryState {
  const [coverage] = coverages;
  switch (outcome) {
    case "valid":
      return {
        outcome,
        terms: termsOf(coverage),
        elderlyCertificate: Boolean(coverage?.elderlyCertificate),
        limitCertificate: Boolean(coverage?.limitCertificate),
      };
    case "invalid":
      return { outcome, because: becauseOf(coverage) };
    case "multiple":
      return { outcome, copay: commonTenths(coverages) === null ? "different" : "same" };
    case "invalid-newer":
    case "none":
    case "suspended":
      return { outcome };
  }
}

function termsOf(coverage: CoverageAnswer | undefined): Terms {
  switch (coverage?.classification) {
    case "03":
    case "04":
      return "short-term";
    case "05":
      return "all-paid";
    default:
      return "usual";
  }
}

function becauseOf(coverage: CoverageAnswer | undefined): Because {
  switch (coverage?.lossReason) {
    case "01":
      return "died";
    case "02":
      return "assistance";
    case "03":
      return "other-insurance";
    default:
      return endedByValidity(coverage) ? "validity-over" : "other";
  }
}

/** 有効終了日 came before 喪失, or without it. */
export function endedByValidity(
  coverage: Pick<CoverageAnswer, "validTo" | "disqualifiedOn"> | undefined,
): boolean {
  const { validTo = null, disqualifiedOn = null } = coverage ?? {};

  return validTo !== null && (disqualifiedOn === null || validTo < disqualifiedOn);
}
