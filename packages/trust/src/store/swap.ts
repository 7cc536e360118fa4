/**
 * Which list is in force for one partition, and what stays known of those before it.
 *
 * A list takes the place of the one in force only when it was verified (`loadRevocationList`) and is newer by number and by time; until
 * then the old one stays. A CA may leave an entry out of its next list once the certificate has expired (RFC 5280 §3.3), while expired
 * certificates serve for an eligibility check for months: so what a list leaves out is kept beside it for as long.
 */
import { Temporal } from "temporal-polyfill";
import { fingerprintOf } from "../certificate.ts";
import type { DroppedRevocation, RevocationList } from "../crl.ts";
import { JPKI_AUTHENTICATION } from "../jpki.ts";
import type { CertificateProfile } from "../jpki.ts";
import type { Turns } from "../turns.ts";

export type Swap =
  | {
      readonly kind: "swapped";
      /** The new list, with what it and the lists before it left out. */
      readonly list: RevocationList;
    }
  | { readonly kind: "kept"; readonly why: KeepReason };

export type KeepReason =
  /** It is the list in force. */
  | "same"
  /** It was made before the list in force: it might lack a revocation. */
  | "older"
  /** Its number does not rise, though it was made later: one of the two is not what it seems. */
  | "number"
  /** Made in the future, by our clock. */
  | "not-yet";

/** Clocks may differ by so much. */
const SKEW = 300_000;

/** @param current in force for the same partition. @param at milliseconds since 1970. */
export function* swapList(
  current: RevocationList | undefined,
  next: RevocationList,
  at: number,
  profile: CertificateProfile = JPKI_AUTHENTICATION,
): Turns<Swap> {
  if (next.thisUpdate > at + SKEW) return { kind: "kept", why: "not-yet" };
  if (current === undefined) return { kind: "swapped", list: next };
  const why = whyKeep(current, next);
  if (why !== undefined) return { kind: "kept", why };
  const keepUntil = endOfUse(next.thisUpdate, profile);
  const left = yield* current.entries.absentFrom(next.entries);
  const dropped = new Map<string, DroppedRevocation>();
  for (const [serial, revocation] of current.dropped) {
    if (revocation.keepUntil > at) dropped.set(serial, revocation);
  }
  for (const [serial, { at: revokedAt, reason }] of left) {
    if (reason !== "removeFromCRL") dropped.set(serial, { at: revokedAt, reason, keepUntil });
  }
  return { kind: "swapped", list: { ...next, dropped } };
}

function whyKeep(current: RevocationList, next: RevocationList): KeepReason | undefined {
  if (next.thisUpdate === current.thisUpdate && next.number === current.number) return "same";
  if (next.thisUpdate < current.thisUpdate) return "older";
  if (current.number === undefined) return undefined;
  return next.number !== undefined && next.number > current.number ? undefined : "number";
}

/** Whatever expired before this moment is of no use after the one returned. */
function endOfUse(dropped: number, { graceMonths }: CertificateProfile): number {
  return Temporal.Instant.fromEpochMilliseconds(dropped)
    .toZonedDateTimeISO("Asia/Tokyo")
    .add({ months: graceMonths, days: 1 })
    .startOfDay()
    .add({ days: 1 }).epochMilliseconds;
}

/** What identifies a list's partition: its issuer (SHA-256 of the certificate, hex) and the partition's names. */
export function partitionOf({ issuer, distributionPoints }: RevocationList): {
  readonly issuer: string;
  /** Empty for a list of all the issuer's certificates. */
  readonly scope: string;
} {
  const scope = (distributionPoints ?? []).toSorted().join("\n");
  return { issuer: fingerprintOf(issuer.certificate.encoded), scope };
}
