/** The one question the eligibility service asks: may this 利用者証明用 certificate speak for its holder, now? */
import { Temporal } from "temporal-polyfill";
import { findIssuer } from "./anchor.ts";
import type { TrustAnchor } from "./anchor.ts";
import type { CertificateCache, KnownCertificate } from "./cache.ts";
import { commonName, fingerprintOf, parseCertificate } from "./certificate.ts";
import type { Certificate } from "./certificate.ts";
import { covers } from "./crl.ts";
import type { Revocation, RevocationList, RevocationReason } from "./crl.ts";
import { TrustError } from "./der.ts";
import { JPKI_AUTHENTICATION, lifetimeOf, misfit, standingAt } from "./jpki.ts";
import type { CertificateProfile, Misfit, Standing } from "./jpki.ts";
import type { PublicKey } from "./signature.ts";

export type CertificateVerdict =
  | {
      readonly kind: "trusted";
      readonly standing: Standing;
      readonly notAfter: Temporal.Instant;
      /** The last day in Tokyo on which eligibility can be checked with this certificate. */
      readonly usableUntil: Temporal.PlainDate;
      /** 発行番号: the subject's CN. */
      readonly subjectSerial: string;
      /** The certificate's serial number, hex. */
      readonly certificateSerial: string;
      /** SHA-256 of the certificate, hex. */
      readonly fingerprint: string;
      /** For `verifyCardSignature`. */
      readonly publicKey: PublicKey;
    }
  | {
      readonly kind: "expired";
      readonly notAfter: Temporal.Instant;
      readonly usableUntil: Temporal.PlainDate;
    }
  | { readonly kind: "revoked"; readonly at: Temporal.Instant; readonly reason: RevocationReason }
  | { readonly kind: "not-yet-valid"; readonly notBefore: Temporal.Instant }
  | { readonly kind: "unknown-issuer" }
  | { readonly kind: "malformed"; readonly detail: string }
  | { readonly kind: "wrong-purpose"; readonly detail: Misfit }
  | { readonly kind: "revocation-unknown"; readonly detail: "no-list" | "stale" };

export type CertificateQuestion = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly roots: readonly TrustAnchor[];
  /**
   * Any number, old ones too: a revocation counts from whichever list names it, and one fresh list is needed besides.
   * A CA may drop an entry once its certificate has expired (RFC 5280 §3.3), so for the months in which expired certificates still
   * serve, keep giving the last list from before each expiry.
   */
  readonly crls: readonly RevocationList[];
  readonly at: Temporal.Instant | Date;
  readonly cache?: CertificateCache;
  readonly profile?: CertificateProfile;
};

const HOUR = 3_600_000;

/** `trusted` only when every check has passed; whatever cannot be decided has a kind of its own. Never throws for bad input. */
export function validateAuthCertificate(question: CertificateQuestion): CertificateVerdict {
  const at = question.at instanceof Date ? question.at.getTime() : question.at.epochMilliseconds;
  if (!Number.isFinite(at)) throw new RangeError("the time of a check must be known");
  try {
    const known = recognise(question);
    if (known === undefined) return { kind: "unknown-issuer" };
    return judge(known, question.crls, at);
  } catch (error) {
    if (error instanceof TrustError) return { kind: "malformed", detail: error.detail };
    throw error;
  }
}

/** Undefined when no root of this question signed it. @throws TrustError */
function recognise(question: CertificateQuestion): KnownCertificate | undefined {
  const { cache, roots, profile = JPKI_AUTHENTICATION } = question;
  const cached = cache?.get(fingerprintOf(question.certificate));
  if (cached !== undefined && cached.profile === profile && roots.includes(cached.issuer)) {
    return cached;
  }
  const certificate = parseCertificate(question.certificate);
  const { authorityKeyId } = certificate.extensions;
  const issuer = findIssuer(roots, { ...certificate, authorityKeyId });
  if (issuer === undefined) return undefined;
  const known = {
    certificate,
    issuer,
    profile,
    misfit: misfit(certificate, profile),
    lifetime: lifetimeOf(profile, certificate),
    subjectSerial: commonName(certificate.subject),
  };
  cache?.put(known);
  return known;
}

function judge(
  { certificate, issuer, profile, misfit: unfit, lifetime, subjectSerial }: KnownCertificate,
  crls: readonly RevocationList[],
  at: number,
): CertificateVerdict {
  if (unfit !== undefined) return { kind: "wrong-purpose", detail: unfit };
  if (!vouches(issuer, certificate, at)) return { kind: "unknown-issuer" };
  const { usableUntil } = lifetime;
  const notAfter = instant(certificate.notAfter);
  const standing = standingAt(lifetime, at);
  if (standing === "not-yet-valid") {
    return { kind: "not-yet-valid", notBefore: instant(certificate.notBefore) };
  }
  if (standing === "expired") return { kind: "expired", notAfter, usableUntil };

  const lists = crls.filter((list) => covers(list, issuer, certificate));
  const revocation = findRevocation(lists, certificate);
  if (revocation !== undefined) {
    return { kind: "revoked", at: instant(revocation.at), reason: revocation.reason };
  }
  if (lists.length === 0) return { kind: "revocation-unknown", detail: "no-list" };
  const grace = profile.revocationGraceHours * HOUR;
  if (!lists.some((list) => list.thisUpdate <= at && at < list.nextUpdate + grace)) {
    return { kind: "revocation-unknown", detail: "stale" };
  }
  const { serial: certificateSerial, fingerprint, publicKey } = certificate;
  const who = { subjectSerial, certificateSerial, fingerprint, publicKey };
  return { kind: "trusted", standing, notAfter, usableUntil, ...who };
}

/** A root that has not begun, or that ended while the certificate still ran, vouches for nothing. */
function vouches(issuer: TrustAnchor, certificate: Certificate, at: number): boolean {
  const { notBefore, notAfter } = issuer.certificate;
  return at >= notBefore && Math.min(at, certificate.notAfter) <= notAfter;
}

/** Any list that names the certificate counts, however old: a revocation is never taken back (JPKI lifts no hold). */
function findRevocation(
  lists: readonly RevocationList[],
  certificate: Certificate,
): Revocation | undefined {
  for (const list of lists) {
    const revocation = list.entries.get(certificate.serial);
    if (revocation !== undefined) return revocation;
  }
  return undefined;
}

function instant(epochMilliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds);
}
