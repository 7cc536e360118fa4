/**
 * Complete CRLs (RFC 5280 §5), whole or partitioned by distribution point as JPKI's are. Indirect, delta and reason-partitioned
 * lists are refused when loaded: none of them can answer alone whether a certificate still holds.
 */
import { findIssuer, mayHaveSigned } from "./anchor.ts";
import type { TrustAnchor } from "./anchor.ts";
import type { Certificate } from "./certificate.ts";
import type { RevocationReason } from "./crl-entries.ts";
import { TrustError } from "./der.ts";
import { indexCrl, readPathCrl } from "./path/crl.ts";
import type { PathCrl } from "./path/crl.ts";
import { ALL_REASONS, completePointsOf, fullNamesOf } from "./path/distribution-points.ts";
import { decideSigned } from "./signed.ts";

/** `at` in milliseconds since 1970. */
export type Revocation = { readonly at: number; readonly reason: RevocationReason };

export type RevocationList = {
  readonly issuer: TrustAnchor;
  /** cRLNumber, which rises from one list of a partition to the next. */
  readonly number: bigint | undefined;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Names of the partition, in the form in which equal names are equal; undefined for a list of all the issuer's certificates. */
  readonly distributionPoints: readonly string[] | undefined;
  readonly entries: RevocationEntries;
};

export type RevocationEntries = {
  readonly size: number;
  /** @param serial in hex, as certificates have it. */
  get(serial: string): Revocation | undefined;
  /** All of them, in no order. */
  serials(): Iterable<string>;
};

/** Reads a CRL and checks its signature by one of the anchors. @throws TrustError: keep the list you have. */
export function loadRevocationList(
  der: Uint8Array,
  anchors: readonly TrustAnchor[],
): RevocationList {
  const loading = load(readPathCrl(der), anchors);
  let step = loading.next();
  while (step.done !== true) step = loading.next();
  return step.value;
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
  const loading = load(crl, anchors);
  let step = loading.next();
  while (step.done !== true) {
    await pause();
    step = loading.next();
  }
  return step.value;
}

function* load(
  crl: PathCrl,
  anchors: readonly TrustAnchor[],
): Generator<undefined, RevocationList> {
  const distributionPoints = pointsOf(crl);
  // The signature first: the entries, which may be very many, are read only from a list that an anchor signed.
  const issuer = findIssuer(anchors, crl);
  if (issuer === undefined) throw new TrustError("crl-issuer");
  const all = yield* indexCrl(crl);
  const entries: RevocationEntries = {
    size: all.size,
    get(serial) {
      const entry = all.get(serial);
      // Only a delta takes a certificate off a list, and only a delta may say so.
      return entry === undefined || entry.reason === "removeFromCRL"
        ? undefined
        : { at: entry.at, reason: entry.reason };
    },
    serials: () => all.serials(),
  };
  const { number, thisUpdate, nextUpdate } = crl;
  return { issuer, number, thisUpdate, nextUpdate, distributionPoints, entries };
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
  if (list.issuer.certificate.fingerprint !== issuer.certificate.fingerprint) return false;
  if (list.distributionPoints === undefined) return true;
  const ours = completePointsOf(certificate.extensions.distributionPoints ?? []);
  return list.distributionPoints.some((name) => ours.includes(name));
}
