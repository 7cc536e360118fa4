/** The one question the eligibility service asks: may this 利用者証明用 certificate speak for its holder, now? */
import { Temporal } from "temporal-polyfill";
import { isOneMode, mayHaveSigned } from "./anchor.ts";
import type { TrustAnchor } from "./anchor.ts";
import type { CertificateCache, KnownCertificate } from "./cache.ts";
import { parseCertificate } from "./certificate.ts";
import type { Certificate } from "./certificate.ts";
import type { RevocationList } from "./crl.ts";
import type { RevocationReason } from "./crl-entries.ts";
import { TrustError } from "./der.ts";
import { JPKI_AUTHENTICATION, issueNumber, lifetimeOf, misfit, standingAt } from "./jpki.ts";
import type { CertificateProfile, Misfit, Standing } from "./jpki.ts";
import { judgePath } from "./path/validate.ts";
import { revocationOf } from "./revocation.ts";
import type { OcspEvidence, RevocationGap } from "./revocation.ts";
import type { PublicKey } from "./signature.ts";
import { decideSigned } from "./signed.ts";

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
      /** For `verifyCardSignature`. */
      readonly publicKey: PublicKey;
    }
  | {
      readonly kind: "expired";
      readonly notAfter: Temporal.Instant;
      readonly usableUntil: Temporal.PlainDate;
      readonly publicKey: PublicKey;
    }
  | {
      readonly kind: "revoked";
      readonly at: Temporal.Instant;
      readonly reason: RevocationReason;
      readonly publicKey: PublicKey;
    }
  | { readonly kind: "not-yet-valid"; readonly notBefore: Temporal.Instant }
  | { readonly kind: "unknown-issuer" }
  | { readonly kind: "malformed"; readonly detail: string }
  | { readonly kind: "wrong-purpose"; readonly detail: Misfit }
  | { readonly kind: "revocation-unknown"; readonly detail: RevocationGap };

export type CertificateQuestion = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly roots: readonly TrustAnchor[];
  /**
   * Any number, old ones too: a revocation counts from whichever list names it, and one fresh list is needed besides.
   * A CA may drop an entry once its certificate has expired (RFC 5280 §3.3), so for the months in which expired certificates still
   * serve, give lists that `swapList` has put in force one after the other.
   */
  readonly crls: readonly RevocationList[];
  readonly ocsp?: OcspEvidence | undefined;
  readonly at: Temporal.Instant | Date;
  /**
   * Where `at` is over: when the question is asked. Then what is known of revocations must be current at that moment, and one that
   * came after `at` does not count.
   */
  readonly askedAt?: Temporal.Instant;
  readonly cache?: CertificateCache;
  readonly profile?: CertificateProfile;
};

/** `trusted` only when every check has passed; whatever cannot be decided has a kind of its own. Never rejects for bad input. */
export async function validateAuthCertificate(
  question: CertificateQuestion,
): Promise<CertificateVerdict> {
  const at = question.at instanceof Date ? question.at.getTime() : question.at.epochMilliseconds;
  if (!Number.isFinite(at)) throw new RangeError("the time of a check must be known");
  if (!isOneMode(question.roots)) throw new RangeError("real and test roots in one question");
  try {
    let known = recall(question);
    if (known === undefined) {
      const certificate = read(question.certificate);
      const candidates = question.roots.filter((root) =>
        mayHaveSigned(root.certificate, certificate),
      );
      for (const { certificate: root } of candidates) {
        const deciding = decideSigned(certificate, root.publicKey);
        if (deciding !== undefined) await deciding;
      }
      known = recognise(certificate, candidates, question);
    }
    return known === undefined ? { kind: "unknown-issuer" } : judge(known, question, at);
  } catch (error) {
    if (error instanceof TrustError) return { kind: "malformed", detail: error.detail };
    throw error;
  }
}

function recall(question: CertificateQuestion): KnownCertificate | undefined {
  const { cache, roots, profile = JPKI_AUTHENTICATION } = question;
  const known = cache?.get(question.certificate);
  return known?.profile === profile && roots.includes(known.issuer) ? known : undefined;
}

/** @throws TrustError */
function read(der: Uint8Array): Certificate {
  const certificate = parseCertificate(der);
  if (certificate.uniqueIdentifiers) throw new TrustError("unique-identifier");
  if (certificate.extensions.unknownCritical !== undefined) {
    throw new TrustError("critical-extension");
  }
  return certificate;
}

/**
 * All that does not change with time: where the certificate comes from and what it is.
 * @param candidates roots that may have signed it. @returns undefined when none of them did. @throws TrustError
 */
function recognise(
  certificate: Certificate,
  candidates: readonly TrustAnchor[],
  { cache, profile = JPKI_AUTHENTICATION }: CertificateQuestion,
): KnownCertificate | undefined {
  // In the middle of its own life: what the time of the question means for it is the profile's to say.
  const inputs = { anchors: candidates, intermediates: [], crls: "left-to-the-caller" } as const;
  const path = judgePath(certificate, inputs, certificate.notBefore);
  if (path.kind !== "valid") return undefined;
  const known: KnownCertificate = {
    certificate,
    issuer: path.anchor,
    profile,
    misfit: misfit(certificate, profile),
    lifetime: lifetimeOf(profile, certificate),
    subjectSerial: issueNumber(certificate),
  };
  cache?.put(known);
  return known;
}

function judge(
  { certificate, issuer, profile, misfit: unfit, lifetime, subjectSerial }: KnownCertificate,
  question: CertificateQuestion,
  at: number,
): CertificateVerdict {
  if (unfit !== undefined) return { kind: "wrong-purpose", detail: unfit };
  if (!vouches(issuer, certificate, at)) return { kind: "unknown-issuer" };
  const { publicKey } = certificate;
  const { notAfter, usableUntil } = lifetime.ending;
  const standing = standingAt(lifetime, at);
  if (standing === "not-yet-valid") {
    return { kind: "not-yet-valid", notBefore: instant(certificate.notBefore) };
  }
  if (standing === "expired") return { kind: "expired", notAfter, usableUntil, publicKey };

  const { crls, ocsp } = question;
  const askedAt = question.askedAt?.epochMilliseconds;
  const revocation = revocationOf({ certificate, issuer, crls, ocsp, at, askedAt, profile });
  if (revocation.kind === "revoked") {
    return { kind: "revoked", at: instant(revocation.at), reason: revocation.reason, publicKey };
  }
  if (revocation.kind === "unknown") {
    return { kind: "revocation-unknown", detail: revocation.detail };
  }
  return {
    kind: "trusted",
    standing,
    notAfter,
    usableUntil,
    subjectSerial,
    certificateSerial: certificate.serial,
    publicKey,
  };
}

/** A root that has not begun, or that ended while the certificate still ran, vouches for nothing. */
function vouches(issuer: TrustAnchor, certificate: Certificate, at: number): boolean {
  const { notBefore, notAfter } = issuer.certificate;
  return at >= notBefore && Math.min(at, certificate.notAfter) <= notAfter;
}

function instant(epochMilliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds);
}
