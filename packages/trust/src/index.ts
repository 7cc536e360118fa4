/** Decides whether a certificate, a revocation list and a signature hold. */
export { loadAnchors } from "./anchor.ts";
export type { TrustAnchor } from "./anchor.ts";
export { CertificateCache } from "./cache.ts";
export { commonName, parseCertificate } from "./certificate.ts";
export type { Certificate } from "./certificate.ts";
export { loadRevocationList } from "./crl.ts";
export type { Revocation, RevocationList, RevocationReason } from "./crl.ts";
export { TrustError } from "./der.ts";
export { JPKI_AUTHENTICATION } from "./jpki.ts";
export type { CertificateProfile, Misfit, Standing } from "./jpki.ts";
export { verifyCardSignature } from "./signature.ts";
export type { KeyKind, PublicKey } from "./signature.ts";
export { validateAuthCertificate } from "./verdict.ts";
export type { CertificateQuestion, CertificateVerdict } from "./verdict.ts";
