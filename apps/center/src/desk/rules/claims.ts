/** Who works on a case, so that no two officials do the same work. A claim ends by itself; what has ended binds nobody. */
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";

/** Every work that has a queue. */
export type Work = "usage-application" | "procedure" | "grant";

/** Whoever takes a case works on it now; whoever is given one may be away today. */
export const claimHours = { taken: 2, given: 7 * 24 } as const;

export type Claim = {
  readonly officialId: string;
  readonly officialName: string;
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
};

/** Said by whoever takes a case from a colleague. A choice and no text: it stands in the audit record, where nobody is named. */
export const takeOverReasons = {
  agreed: "担当者と話し合った",
  absent: "担当者が不在",
  urgent: "急いで決める必要がある",
} as const;
export type TakeOverReason = keyof typeof takeOverReasons;

/** Nobody else decides it. Where nobody holds it, whoever comes first does: the record's version keeps two decisions apart. */
export function isHeldByOther({ id }: OfficialActor, claim: Claim | null): claim is Claim {
  return claim !== null && claim.officialId !== id;
}
