/** The certificates that come with an OCSP response, and which of them may answer in the issuer's place (RFC 6960 §4.2.2.2). */
import { isSameCertificate, parseCertificate } from "../certificate.ts";
import type { Certificate } from "../certificate.ts";
import { TrustError } from "../der.ts";
import type { PathCrl } from "../path/crl.ts";
import { revocationStatus } from "../path/revocation.ts";
import { Work } from "../path/work.ts";
import type { ReadingOptions } from "../signature.ts";
import { isSignedBy } from "../signed.ts";
import type { OcspIssuer, OcspSubject } from "./cert-id.ts";

const OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

export type DelegateFault =
  /** Signed by somebody else than the certificate's issuer. */
  | "delegate-issuer"
  /** Without id-kp-OCSPSigning, or with a key usage that does not let it sign. */
  | "delegate-purpose"
  | "delegate-critical-extension"
  | "delegate-expired"
  | "delegate-revoked"
  /** Neither does it say id-pkix-ocsp-nocheck nor does a current CRL at hand speak of it. */
  | "delegate-revocation-unknown";

type Context = ReadingOptions & {
  readonly certificate: OcspSubject;
  readonly issuer: OcspIssuer;
  readonly crls?: readonly PathCrl[];
};

/**
 * Every certificate that comes along is the issuer's own, or signed by the issuer or by another one that came along: so no bit of a
 * response is without somebody's signature. @throws TrustError
 */
export function readCompanions(
  ders: readonly Uint8Array[],
  context: Context,
): readonly Certificate[] {
  const { issuer } = context;
  const companions = ders.map((der) => parseCertificate(der, context));
  const keys = [issuer, ...companions].map(({ publicKey }) => publicKey);
  for (const companion of companions) {
    const isIssuer = isSameCertificate(companion, issuer);
    if (!isIssuer && !keys.some((key) => isSignedBy(companion, key))) {
      throw new TrustError("ocsp-certificates");
    }
  }
  return companions;
}

/** Undefined for one who may answer. */
export function whyNoDelegate(
  delegate: Certificate,
  context: Context & { readonly at: number },
): DelegateFault | undefined {
  const { issuer, at, crls = [] } = context;
  const { extensions } = delegate;
  const issuerName = context.certificate.issuer.key;
  const isDirect = delegate.issuer.key === issuerName;
  if (!isDirect || !isSignedBy(delegate, issuer.publicKey)) return "delegate-issuer";
  const maySign = extensions.keyUsage?.has("digitalSignature") !== false;
  // anyExtendedKeyUsage does not do: whoever may do anything was not chosen for this.
  if (!maySign || extensions.extendedKeyUsage?.includes(OCSP_SIGNING) !== true) {
    return "delegate-purpose";
  }
  if (extensions.unknownCritical !== undefined) return "delegate-critical-extension";
  if (at < delegate.notBefore || at > delegate.notAfter) return "delegate-expired";
  if (extensions.ocspNoCheck === true) return undefined;
  const status = revocationStatus({
    certificate: delegate,
    crls,
    at,
    work: new Work(),
    isAuthentic: (crl) => crl.issuer.key === issuerName && isSignedBy(crl, issuer.publicKey),
  });
  switch (status.kind) {
    case "good":
      return undefined;
    case "revoked":
      return "delegate-revoked";
    case "unknown":
      return "delegate-revocation-unknown";
  }
}
