/** The roots we believe, given by the operator, and the search among them: JPKI's generations share one name. */
import { parseCertificate } from "./certificate.ts";
import type { Certificate } from "./certificate.ts";
import { TrustError } from "./der.ts";
import { modeOf } from "./jpki.ts";
import type { TrustMode } from "./jpki.ts";
import type { Name } from "./path/names.ts";
import { isSignedBy } from "./signed.ts";
import type { Signed } from "./signature.ts";

export type TrustAnchor = {
  readonly certificate: Certificate;
  /** Real cards, or those of a test. */
  readonly mode: TrustMode;
};

/**
 * Real and test roots are never believed together: whoever holds a card of a test would then pass for anybody.
 * @param ders self-signed CA certificates that may sign certificates and CRLs, all of one mode. @throws TrustError for anything else.
 */
export function loadAnchors(ders: readonly Uint8Array[]): readonly TrustAnchor[] {
  const anchors = ders.map((der): TrustAnchor => {
    const certificate = parseCertificate(der);
    const { basicConstraints, keyUsage, unknownCritical } = certificate.extensions;
    const mayIssue = keyUsage?.has("keyCertSign") === true && keyUsage.has("cRLSign");
    if (basicConstraints?.ca !== true || !mayIssue) throw new TrustError("anchor-not-a-ca");
    if (unknownCritical !== undefined) throw new TrustError("critical-extension");
    const isSelfSigned =
      mayHaveSigned(certificate, certificate) && isSignedBy(certificate, certificate.publicKey);
    if (!isSelfSigned) throw new TrustError("anchor-not-self-signed");
    return { certificate, mode: modeOf(certificate) };
  });
  if (!isOneMode(anchors)) throw new TrustError("anchor-mode");
  return anchors;
}

export function isOneMode(anchors: readonly TrustAnchor[]): boolean {
  return anchors.every(({ mode }) => mode === anchors[0]?.mode);
}

/** A certificate, or a CRL. */
type Issued = Signed & {
  readonly issuer: Name;
} & (
    | { readonly authorityKeyId: string | undefined }
    | { readonly extensions: Pick<Certificate["extensions"], "authorityKeyId"> }
  );

/** By name, then by key identifier where both sides have one: among those who may have, the signature decides. */
export function mayHaveSigned(
  signer: Pick<Certificate, "subject" | "extensions">,
  issued: Issued,
): boolean {
  const { subjectKeyId } = signer.extensions;
  const authorityKeyId =
    "extensions" in issued ? issued.extensions.authorityKeyId : issued.authorityKeyId;
  const sameKey =
    authorityKeyId === undefined || subjectKeyId === undefined || authorityKeyId === subjectKeyId;
  return sameKey && signer.subject.key === issued.issuer.key;
}

export function findIssuer(
  anchors: readonly TrustAnchor[],
  issued: Issued,
): TrustAnchor | undefined {
  return anchors.find(
    ({ certificate }) =>
      mayHaveSigned(certificate, issued) && isSignedBy(issued, certificate.publicKey),
  );
}
