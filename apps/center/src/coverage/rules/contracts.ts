/** The contract of an insurer with the center: from when to when it may register people, and who may shorten that. */
import { Temporal } from "temporal-polyfill";
import type { Insurer } from "./registry.ts";

export type ContractPeriod = Pick<Insurer, "contractFrom" | "contractTo">;

/** Why days are taken from a contract. */
export const contractReasons = ["expired", "merged", "dissolved", "corrected"] as const;
export type ContractReason = (typeof contractReasons)[number];

export type ContractChange = ContractPeriod & {
  readonly id: string;
  readonly insurerNumber: string;
  readonly reason: ContractReason;
  readonly proposedBy: string;
  readonly proposedAt: Temporal.Instant;
  readonly state: "waiting" | "confirmed" | "declined" | "withdrawn";
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
};

export type ContractDecision = "confirm" | "decline" | "withdraw";

export const can = {
  /** 四つの目: another official confirms or declines; who proposed it may take it back. */
  decideContract(
    { id }: { readonly id: string },
    { state, proposedBy }: Pick<ContractChange, "state" | "proposedBy">,
    decision: ContractDecision,
  ): true | "not-waiting" | "same-person" | "not-proposer" {
    if (state !== "waiting") return "not-waiting";
    if (decision === "withdraw") return id === proposedBy || "not-proposer";

    return id !== proposedBy || "same-person";
  },
};

/** Whether there is a day on which the insurer has a contract before and none afterwards: that takes a second official. */
export function takesDaysAway(before: ContractPeriod, after: ContractPeriod): boolean {
  if (before.contractFrom === null) return false;
  if (after.contractFrom === null || isLater(after.contractFrom, before.contractFrom)) return true;
  if (after.contractTo === null) return false;

  return before.contractTo === null || isLater(before.contractTo, after.contractTo);
}

export function isSamePeriod(a: ContractPeriod, b: ContractPeriod): boolean {
  return isSameDay(a.contractFrom, b.contractFrom) && isSameDay(a.contractTo, b.contractTo);
}

/** There is no end without a beginning, and none before it. */
export function isPeriod({ contractFrom, contractTo }: ContractPeriod): boolean {
  return contractTo === null || (contractFrom !== null && !isLater(contractFrom, contractTo));
}

function isLater(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}

function isSameDay(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}
