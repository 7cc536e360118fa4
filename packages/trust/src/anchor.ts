/** The roots we believe, given by the operator, and the search among them: JPKI's generations share one name. */
import { equalBytes } from "./bytes.ts";
import { parseCertificate } from "./certificate.ts";
import type { Certificate } from "./certificate.ts";
import { TrustError } from "./der.ts";
import { verifySignature } from "./signature.ts";
import type { SignatureAlgorithm } from "./signature.ts";

export type TrustAnchor = { readonly certificate: Certificate };

/**
 * Real and test roots must never be loaded together.
 * @param ders self-signed CA certificates that may sign certificates and CRLs. @throws TrustError for anything else.
 */
export function loadAnchors(ders: readonly Uint8Array[]): readonly TrustAnchor[] {
  return ders.map((der) => {
    const certificate = parseCertificate(der);
    const { basicConstraints, keyUsage } = certificate.extensions;
    const mayIssue = keyUsage?.has("keyCertSign") === true && keyUsage.has("cRLSign");
    if (basicConstraints?.ca !== true || !mayIssue) throw new TrustError("anchor-not-a-ca");
    const anchor = { certificate };
    if (findIssuer([anchor], selfSigned(certificate)) === undefined) {
      throw new TrustError("anchor-not-self-signed");
    }
    return anchor;
  });
}

function selfSigned(certificate: Certificate): Signed {
  return { ...certificate, authorityKeyId: certificate.extensions.authorityKeyId };
}

/** What an anchor may have signed: a certificate or a CRL. */
export type Signed = {
  readonly issuer: Uint8Array;
  readonly authorityKeyId: string | undefined;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
};

/** By name, then by key identifier where both sides have one, and in the end by the signature alone. */
export function findIssuer(
  anchors: readonly TrustAnchor[],
  signed: Signed,
): TrustAnchor | undefined {
  return anchors.find(({ certificate }) => {
    const { subjectKeyId } = certificate.extensions;
    const sameKey =
      signed.authorityKeyId === undefined ||
      subjectKeyId === undefined ||
      signed.authorityKeyId === subjectKeyId;
    return (
      sameKey &&
      equalBytes(certificate.subject, signed.issuer) &&
      verifySignature(
        certificate.publicKey,
        signed.signatureAlgorithm,
        signed.tbs,
        signed.signature,
      )
    );
  });
}
