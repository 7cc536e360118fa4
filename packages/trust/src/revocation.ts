/** What the revocation lists, and an OCSP responder where there is one, say together about one certificate. */
import type { TrustAnchor } from "./anchor.ts";
import type { Certificate } from "./certificate.ts";
import { covers } from "./crl.ts";
import type { Revocation, RevocationList } from "./crl.ts";
import type { CertificateProfile } from "./jpki.ts";
import type { OcspOutcome } from "./ocsp/client.ts";
import { OCSP_TOLERANCE } from "./ocsp/judge.ts";
import { freshnessOf } from "./store/freshness.ts";
import type { Freshness } from "./store/freshness.ts";

/** What an OCSP responder was heard to say, and what counts where that is no answer. */
export type OcspEvidence = {
  readonly outcome: OcspOutcome;
  readonly whenAway: OcspWhenAway;
};

/** Believe a current list instead, or nobody. */
export type OcspWhenAway = "current-list" | "nobody";

export type RevocationEvidence = {
  readonly certificate: Certificate;
  readonly issuer: TrustAnchor;
  readonly crls: readonly RevocationList[];
  readonly ocsp: OcspEvidence | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When it is asked, where that is later than `at`; milliseconds since 1970. */
  readonly askedAt?: number | undefined;
  readonly profile: CertificateProfile;
};

export type RevocationFinding =
  | { readonly kind: "good" }
  | ({ readonly kind: "revoked" } & Revocation)
  | { readonly kind: "unknown"; readonly detail: RevocationGap };

/** Why nobody knows: no list covers the certificate; those that do are old; the responder has no record of it; or it gives no answer. */
export type RevocationGap = "no-list" | "stale" | "ocsp-unknown" | "ocsp-away";

const BELIEVED: ReadonlySet<Freshness> = new Set(["fresh", "late"]);

/** `good` only when a current source says so, and no source at hand says otherwise. */
export function revocationOf(evidence: RevocationEvidence): RevocationFinding {
  const { certificate, issuer, crls, at, askedAt, profile } = evidence;
  const lists = crls.filter((list) => covers(list, issuer, certificate));
  // Any list that names the certificate counts, however old: a revocation is never taken back (JPKI lifts no hold).
  for (const list of lists) {
    const revocation = list.entries.get(certificate.serial) ?? list.dropped.get(certificate.serial);
    // Only a delta list may take a certificate off.
    if (revocation === undefined || revocation.reason === "removeFromCRL") continue;
    if (cameAfter(revocation, evidence)) continue;
    return { kind: "revoked", at: revocation.at, reason: revocation.reason };
  }
  const heard = hear(evidence);
  if (heard !== undefined) return heard;
  if (lists.length === 0) return { kind: "unknown", detail: "no-list" };
  const isCurrent = lists.some((list) => BELIEVED.has(freshnessOf(list, askedAt ?? at, profile)));
  return isCurrent ? { kind: "good" } : { kind: "unknown", detail: "stale" };
}

/** Of a moment that is over: what was revoked later was good then. */
function cameAfter(
  revocation: { readonly at: number },
  { at, askedAt }: RevocationEvidence,
): boolean {
  return askedAt !== undefined && revocation.at > at;
}

/** Undefined where the lists decide. */
function hear(evidence: RevocationEvidence): RevocationFinding | undefined {
  const { ocsp, certificate, askedAt = evidence.at } = evidence;
  if (ocsp === undefined) return undefined;
  const { outcome, whenAway } = ocsp;
  switch (outcome.kind) {
    case "revoked":
      return cameAfter(outcome, evidence)
        ? { kind: "good" }
        : { kind: "revoked", at: outcome.at, reason: outcome.reason };
    case "unknown":
      return { kind: "unknown", detail: "ocsp-unknown" };
    case "good":
      // Of an expired certificate a responder may have no record left (RFC 6960 §4.4.4): the lists remember.
      if (
        askedAt > certificate.notAfter &&
        (outcome.archiveCutoff ?? Infinity) > certificate.notAfter
      ) {
        return undefined;
      }
      if (askedAt <= outcome.until + OCSP_TOLERANCE.skewSeconds * 1000) return { kind: "good" };
      break;
    case "error":
    case "refused":
    case "away":
      break;
  }
  return whenAway === "current-list" ? undefined : { kind: "unknown", detail: "ocsp-away" };
}
