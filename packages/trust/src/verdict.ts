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
import { JPKI_AUTHENTICATION, expiryAt } from "./jpki.ts";
import type { CertificateProfile, Standing } from "./jpki.ts";
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

/** The extension that says the certificate was made for something else. */
export type Misfit = "ca" | "key-usage" | "extended-key-usage" | "policy";

export type CertificateQuestion = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly roots: readonly TrustAnchor[];
  readonly crls: readonly RevocationList[];
  readonly at: Temporal.Instant | Date;
  readonly cache?: CertificateCache;
  readonly profile?: CertificateProfile;
};

/** id-kp-clientAuth and anyExtendedKeyUsage. */
const CLIENT_PURPOSES: ReadonlySet<string> = new Set(["1.3.6.1.5.5.7.3.2", "2.5.29.37.0"]);

const HOUR = 3_600_000;

/** `trusted` only when every check has passed; whatever cannot be decided has a kind of its own. Never throws for bad input. */
export function validateAuthCertificate(question: CertificateQuestion): CertificateVerdict {
  const at = question.at instanceof Date ? question.at.getTime() : question.at.epochMilliseconds;
  if (!Number.isFinite(at)) throw new RangeError("the time of a check must be known");
  try {
    const known = recognise(question);
    if (known === undefined) return { kind: "unknown-issuer" };
    return judge(known, question, at);
  } catch (error) {
    if (error instanceof TrustError) return { kind: "malformed", detail: error.detail };
    throw error;
  }
}

/** Undefined when no root of this question signed it. @throws TrustError */
function recognise(question: CertificateQuestion): KnownCertificate | undefined {
  const { cache, roots } = question;
  const cached = cache?.get(fingerprintOf(question.certificate));
  if (cached !== undefined && roots.includes(cached.issuer)) return cached;
  const certificate = parseCertificate(question.certificate);
  const issuer = findIssuer(roots, {
    ...certificate,
    authorityKeyId: certificate.extensions.authorityKeyId,
  });
  if (issuer === undefined) return undefined;
  const known = { certificate, issuer };
  cache?.put(known);
  return known;
}

function judge(
  { certificate, issuer }: KnownCertificate,
  question: CertificateQuestion,
  at: number,
): CertificateVerdict {
  const profile = question.profile ?? JPKI_AUTHENTICATION;
  const subjectSerial = commonName(certificate.subject);
  const unfit = misfit(certificate, profile);
  if (unfit !== undefined) return { kind: "wrong-purpose", detail: unfit };
  if (at < certificate.notBefore) {
    return { kind: "not-yet-valid", notBefore: instant(certificate.notBefore) };
  }
  // A root that ended before the certificate did, or has not begun, vouches for nothing.
  const { notBefore, notAfter } = issuer.certificate;
  if (at < notBefore || Math.min(at, certificate.notAfter) > notAfter)
    return { kind: "unknown-issuer" };

  const { standing, usableUntil } = expiryAt(profile, certificate.notAfter, at);
  if (standing === "expired") {
    return { kind: "expired", notAfter: instant(certificate.notAfter), usableUntil };
  }
  const lists = question.crls.filter((list) => covers(list, issuer, certificate));
  const revocation = findRevocation(lists, certificate);
  if (revocation !== undefined) {
    return { kind: "revoked", at: instant(revocation.at), reason: revocation.reason };
  }
  if (lists.length === 0) return { kind: "revocation-unknown", detail: "no-list" };
  const grace = profile.revocationGraceHours * HOUR;
  if (!lists.some((list) => list.thisUpdate <= at && at < list.nextUpdate + grace)) {
    return { kind: "revocation-unknown", detail: "stale" };
  }
  return {
    kind: "trusted",
    standing,
    notAfter: instant(certificate.notAfter),
    usableUntil,
    subjectSerial,
    certificateSerial: certificate.serial,
    fingerprint: certificate.fingerprint,
    publicKey: certificate.publicKey,
  };
}

/** Why the certificate was not made for proving who its holder is. */
function misfit({ extensions }: Certificate, profile: CertificateProfile): Misfit | undefined {
  if (extensions.basicConstraints?.ca === true) return "ca";
  const usage = extensions.keyUsage;
  // 署名用 has nonRepudiation beside digitalSignature; 利用者証明用 has digitalSignature alone.
  if (usage === undefined || usage.size !== 1 || !usage.has("digitalSignature")) return "key-usage";
  const purposes = extensions.extendedKeyUsage;
  if (purposes?.some((purpose) => CLIENT_PURPOSES.has(purpose)) === false)
    return "extended-key-usage";
  const fits = profile.policies.some((policy) => extensions.policies?.includes(policy));
  return fits ? undefined : "policy";
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
