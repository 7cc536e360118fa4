/** 保険証利用登録 at the counter: a certificate that speaks for nobody begins to speak for whom its holder says to be. */
import type { StatedCoverage } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { AuditActor } from "../../audit/index.ts";
import { isTheirs, readClaim } from "../rules/first-use.ts";
import type { Registered } from "../rules/registry.ts";
import { findClaimants, insertFirstUse, isLinked } from "../store/first-use.ts";
import { findLink } from "../store/links.ts";
import { lockRegistered } from "../store/read.ts";
import type { Registry } from "./change.ts";
import { link } from "./link-certificate.ts";

/** What the card signed with its PIN: the holder's consent. */
export type CardClaim = {
  /** SHA-256 of the certificate. */
  readonly fingerprint: Uint8Array;
  readonly stated: StatedCoverage;
  readonly facilityId: string;
  readonly challengeId: string;
  readonly context: Uint8Array;
  readonly signature: Uint8Array;
  readonly consentedAt: Temporal.Instant;
};

export type Claiming =
  | { readonly kind: "linked" | "unchanged" }
  | {
      readonly kind: "refused";
      readonly reason:
        /** Nobody, or more than one: which of the facts was wrong is not told. */
        | "no-match"
        | "card-linked"
        /** Another certificate speaks for them: only its holder or the office can say that it shall no longer. */
        | "already-linked"
        | "suspended";
    };

const refused = (reason: Extract<Claiming, { kind: "refused" }>["reason"]) =>
  ({ kind: "refused", reason }) as const;

/** In the caller's transaction: consent, link and the answer that follows stand or fall together. */
export async function claimCertificate(
  tx: Tx,
  center: Registry,
  actor: AuditActor,
  { stated, ...proof }: CardClaim,
): Promise<Claiming> {
  const { fingerprint, facilityId, challengeId, context, signature, consentedAt } = proof;
  const claimants = await lockClaimants(tx, stated, tokyoDate(consentedAt));
  const [claimant] = claimants;
  const present = await findLink(tx, fingerprint);
  // Before anything else, so that a linked card tells nobody whether a guess was right.
  if (present) {
    const same = claimants.length === 1 && present.personId === claimant?.person.id;

    return same ? { kind: "unchanged" } : refused("card-linked");
  }
  if (claimant === undefined || claimants.length > 1) {
    return refused("no-match");
  }
  const { person } = claimant;
  if (person.suspendedAt !== null) {
    return refused("suspended");
  }
  if (await isLinked(tx, person.id)) {
    return refused("already-linked");
  }
  const linking = await link(tx, center, actor, {
    fingerprint,
    personId: person.id,
    via: "counter",
    facilityId,
    consentedAt,
    predecessor: null,
  });
  // Another counter was quicker with the same card.
  if (linking.kind === "refused") {
    return refused("card-linked");
  }
  await insertFirstUse(tx, {
    personId: person.id,
    challengeId,
    fingerprint,
    facilityId,
    context,
    signature,
    at: consentedAt,
  });

  return { kind: "linked" };
}

/** Held until the end of the transaction, so that two cards cannot both be the first. */
async function lockClaimants(
  tx: Tx,
  stated: StatedCoverage,
  today: Temporal.PlainDate,
): Promise<Registered[]> {
  const claim = readClaim(stated);
  const found: Registered[] = [];
  for (const id of claim ? await findClaimants(tx, claim) : []) {
    const known = await lockRegistered(tx, id);
    if (known && claim && isTheirs(claim, known, today)) found.push(known);
  }

  return found;
}
