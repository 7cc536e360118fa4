/** Whether a certificate is revoked, from the CRLs at hand (RFC 5280 §6.3.3). */
import type { CrlEntry, RevocationReason } from "../crl-entries.ts";
import { TrustError } from "../der.ts";
import type { Certificate } from "../certificate.ts";
import { entryOf } from "./crl.ts";
import type { PathCrl } from "./crl.ts";
import { ALL_REASONS, fullNamesOf, shareName } from "./distribution-points.ts";
import type { DistributionPoint, Reasons } from "./distribution-points.ts";
import { directoryName } from "./names.ts";
import type { Work } from "./work.ts";

export type RevocationStatus =
  | { readonly kind: "good" }
  | { readonly kind: "revoked"; readonly at: number; readonly reason: RevocationReason }
  | { readonly kind: "unknown" };

export type RevocationQuestion = {
  readonly certificate: Certificate;
  readonly crls: readonly PathCrl[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly work: Work;
  /** Whether a certificate that leads to the same anchor, and may sign CRLs, signed this one. */
  isAuthentic(crl: PathCrl): boolean;
};

/** `good` only when current CRLs for every reason say nothing. */
export function revocationStatus(question: RevocationQuestion): RevocationStatus {
  const { certificate, crls, work } = question;
  let covered: Reasons = 0;
  for (const point of pointsOf(certificate)) {
    work.spend(crls.length);
    for (const crl of crls
      .filter((list) => covers(list, point, certificate))
      .toSorted(newestFirst)) {
      const reasons = point.reasons & (crl.scope?.reasons ?? ALL_REASONS);
      if ((reasons & ~covered) === 0) continue;
      const found = lookUp(crl, question);
      if (found === "unusable") continue;
      if (found !== undefined && found.reason !== "removeFromCRL") {
        return { kind: "revoked", at: found.at, reason: found.reason };
      }
      covered |= reasons;
      if (covered === ALL_REASONS) return { kind: "good" };
    }
  }
  return { kind: "unknown" };
}

const newestFirst = (a: PathCrl, b: PathCrl): number => b.thisUpdate - a.thisUpdate;

/**
 * The certificate's own points, and in the end the one that every certificate has: its issuer's name. Where the certificate has named
 * its points, a list of another named part is not taken for its own, though §6.3.3 would take one named like the issuer.
 */
function pointsOf(certificate: Certificate): readonly DistributionPoint[] {
  const { distributionPoints } = certificate.extensions;
  const names = distributionPoints === undefined ? [directoryName(certificate.issuer)] : [];
  const implied = { name: { kind: "full", names }, reasons: ALL_REASONS } as const;
  return [...(distributionPoints ?? []), { ...implied, crlIssuer: undefined }];
}

/** §6.3.3 (b): whether this complete CRL is the point's, and would name the certificate. */
function covers(crl: PathCrl, point: DistributionPoint, certificate: Certificate): boolean {
  if (crl.deltaOf !== undefined) return false;
  const { scope } = crl;
  const issuerName = directoryName(crl.issuer);
  if (point.crlIssuer === undefined) {
    if (crl.issuer.key !== certificate.issuer.key) return false;
  } else if (scope?.indirect !== true || !shareName(point.crlIssuer, [issuerName])) return false;
  if (scope === undefined) return true;
  const isAuthority = certificate.extensions.basicConstraints?.ca === true;
  if (scope.onlyAttributes || (scope.onlyUsers && isAuthority)) return false;
  if (scope.onlyAuthorities && !isAuthority) return false;
  if (scope.name === undefined) return true;
  const names =
    point.name === undefined ? (point.crlIssuer ?? []) : fullNamesOf(point.name, crl.issuer);
  return shareName(fullNamesOf(scope.name, crl.issuer), names);
}

/** What the CRL, brought up to date by the newest delta that fits, says: undefined for nothing. */
function lookUp(crl: PathCrl, question: RevocationQuestion): CrlEntry | "unusable" | undefined {
  const { certificate, crls, at, work } = question;
  const isCurrent = (list: PathCrl): boolean => list.thisUpdate <= at && at < list.nextUpdate;
  try {
    if (crl.thisUpdate > at || !question.isAuthentic(crl)) return "unusable";
    work.spend(crls.length);
    const delta = crls
      .filter((list) => isCurrent(list) && updates(list, crl))
      .toSorted(newestFirst)
      .find((list) => question.isAuthentic(list));
    if (delta === undefined && !isCurrent(crl)) return "unusable";
    const { issuer, serial } = certificate;
    const changed = delta === undefined ? undefined : entryOf(delta, issuer, serial);
    return changed ?? entryOf(crl, issuer, serial);
  } catch (error) {
    if (error instanceof TrustError) return "unusable";
    throw error;
  }
}

/** §6.3.3 (c): a delta of the same scope and key, made for this complete CRL or an older one, and newer than it. */
function updates(delta: PathCrl, complete: PathCrl): boolean {
  if (delta.deltaOf === undefined || delta.number === undefined) return false;
  return (
    complete.number !== undefined &&
    delta.issuer.key === complete.issuer.key &&
    delta.authorityKeyId === complete.authorityKeyId &&
    delta.scopeKey === complete.scopeKey &&
    delta.deltaOf <= complete.number &&
    complete.number < delta.number
  );
}
