/** 保険証利用登録, seen by an official: which certificates speak for one person. Every look is on record, with its reason. */
import type { StatedCoverage } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import { can } from "../rules/changes.ts";
import { readClaim, wasTheirs } from "../rules/first-use.ts";
import { findClaimants } from "../store/first-use.ts";
import { linksOf } from "../store/links.ts";
import type { LinkRecord } from "../store/links.ts";
import { lockRegistered } from "../store/read.ts";
import type { Registry } from "./change.ts";

/** On whose word an official looks. */
export const lookReasons = ["patient", "facility", "insurer"] as const;
export type LookReason = (typeof lookReasons)[number];

export type LinkLook =
  | { readonly kind: "found"; readonly personId: string; readonly links: readonly LinkRecord[] }
  /** Nobody, or more than one. */
  | { readonly kind: "nobody" }
  | { readonly kind: "refused"; readonly reason: "not-allowed" };

export async function lookUpLinks(
  center: Registry,
  actor: AuditActor,
  stated: StatedCoverage,
  reason: LookReason,
): Promise<LinkLook> {
  return transaction(center.db, async (tx): Promise<LinkLook> => {
    const allowed = can.lookUpLinks(actor);
    if (allowed !== true) {
      return { kind: "refused", reason: allowed };
    }
    const claim = readClaim(stated);
    const people: string[] = [];
    for (const id of claim ? await findClaimants(tx, claim) : []) {
      const known = await lockRegistered(tx, id);
      if (known && claim && wasTheirs(claim, known)) people.push(id);
    }
    const [personId] = people;
    const found = personId !== undefined && people.length === 1;
    await audit(tx, center.clock, {
      action: "certificate-links.looked-up",
      actor,
      facilityId: null,
      subject: { kind: "person", id: found ? personId : "none" },
      detail: { reason, found },
    });

    return found
      ? { kind: "found", personId, links: await linksOf(tx, personId) }
      : { kind: "nobody" };
  });
}
