/**
 * Complete CRLs (RFC 5280 §5), whole or partitioned by distribution point as JPKI's are. Indirect, delta and reason-partitioned
 * lists are refused when loaded: none of them can answer alone whether a certificate still holds.
 */
import { findIssuer, mayHaveSigned } from "./anchor.ts";
import type { TrustAnchor } from "./anchor.ts";
import { isSameCertificate } from "./certificate.ts";
import type { Certificate } from "./certificate.ts";
import type { CrlEntries, RevocationReason } from "./crl-entries.ts";
import { TrustError } from "./der.ts";
import { indexCrl, readPathCrl } from "./path/crl.ts";
import type { PathCrl } from "./path/crl.ts";
import { ALL_REASONS, completePointsOf, fullNamesOf } from "./path/distribution-points.ts";
import { decideSigned } from "./signed.ts";
import { atOnce, inTurns } from "./turns.ts";
import type { Turns } from "./turns.ts";

/** `at` in milliseconds since 1970. */
export type Revocation = { readonly at: number; readonly reason: RevocationReason };

export type RevocationList = {
  /** As it was read. */
  readonly crl: PathCrl;
  readonly issuer: TrustAnchor;
  /** cRLNumber, which rises from one list of a partition to the next. */
  readonly number: bigint | undefined;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Names of the partition, in the form in which equal names are equal; undefined for a list of all the issuer's certificates. */
  readonly distributionPoints: readonly string[] | undefined;
  readonly entries: CrlEntries;
  /** What lists before this one named, and this one no longer: see `swapList`. */
  readonly dropped: ReadonlyMap<string, DroppedRevocation>;
};

/** `keepUntil` in milliseconds since 1970: from then on the certificate serves for nothing. */
export type DroppedRevocation = Revocation & { readonly keepUntil: number };

/** Reads a CRL and checks its signature by one of the anchors. @throws TrustError: keep the list you have. */
export function loadRevocationList(
  der: Uint8Array,
  anchors: readonly TrustAnchor[],
): RevocationList {
  return atOnce(load(readPathCrl(der), anchors));
}

/**
 * As `loadRevocationList`, beside other work: the signature is checked on the pool, and the entries are read some thousands at a time.
 * @param pause lets the others on, such as `setImmediate` of node:timers/promises. @throws TrustError
 */
export async function loadRevocationListInTurns(
  der: Uint8Array,
  anchors: readonly TrustAnchor[],
  pause: () => Promise<unknown>,
): Promise<RevocationList> {
  const crl = readPathCrl(der);
  for (const { certificate } of anchors) {
    if (mayHaveSigned(certificate, crl)) {
      await decideSigned(crl, certificate.publicKey);
    }
  }
  return inTurns(load(crl, anchors), pause);
}

function* load(crl: PathCrl, anchors: readonly TrustAnchor[]): Turns<RevocationList> {
  const distributionPoints = pointsOf(crl);
  // The signature first: the entries, which may be very many, are read only from a list that an anchor signed.
  const issuer = findIssuer(anchors, crl);
  if (issuer === undefined) throw new TrustError("crl-issuer");
  const entries = yield* indexCrl(crl);
  const { number, thisUpdate, nextUpdate } = crl;
  return {
    crl,
    issuer,
    number,
    thisUpdate,
    nextUpdate,
    distributionPoints,
    entries,
    dropped: new Map<string, DroppedRevocation>(),
  };
}

/** Undefined for all of the issuer's certificates. @throws TrustError for a list that leaves some question open. */
function pointsOf({ scope, deltaOf, issuer }: PathCrl): readonly string[] | undefined {
  if (deltaOf !== undefined) throw new TrustError("crl-scope");
  if (scope === undefined) return undefined;
  const isPartial = scope.onlyAuthorities || scope.onlyAttributes || scope.reasons !== ALL_REASONS;
  if (isPartial || scope.indirect) throw new TrustError("crl-scope");
  return scope.name && fullNamesOf(scope.name, issuer).map(({ key }) => key);
}

/** Whether this list would name the certificate if it were revoked (RFC 5280 §6.3.3 b). */
export function covers(
  list: RevocationList,
  issuer: TrustAnchor,
  certificate: Certificate,
): boolean {
  if (!isSameCertificate(list.issuer.certificate, issuer.certificate)) return false;
  if (list.distributionPoints === undefined) return true;
  const ours = completePointsOf(certificate.extensions.distributionPoints ?? []);
  return list.distributionPoints.some((name) => ours.includes(name));
}
