import { readCvCertificate, type CvCertificate } from "./cv-certificate.ts";
import { readFacePerson, type FacePerson, type FaceRecord } from "./face-record.ts";
import { concatBytes, equalBytes } from "./hex.ts";
import { currentCard, type SurfaceProfile } from "./profile.ts";
import { verifiesPkcs1, type RsaPublicKey } from "./rsa.ts";
import { messageToSign } from "./signature.ts";

/** A root of the 券面 hierarchy, which a verifier must hold: a key taken off the same card would prove nothing. */
export type SurfaceRoot = { readonly keyId: Uint8Array; readonly publicKey: RsaPublicKey };

/**
 * - `verified`: a root that the caller trusts stands behind birth date, sex, card key and photo
 * - `unknown-root`: nothing could be checked, for no such root was given
 * - `forged`: a signature does not hold
 */
export type FaceVerdict = "verified" | "unknown-root" | "forged";

/**
 * Enough for a verifier elsewhere to check person and card key, without the photo: it hashes the first group itself.
 * The three hashes in order, in one DigestInfo, are what `signature` covers.
 */
export type FaceProof = {
  /** The card-verifiable certificate as it was read. */
  readonly certificate: Uint8Array;
  /** DF22 to DF24 as written. */
  readonly person: Uint8Array;
  /** SHA-256 of the two picture groups. */
  readonly pictureHashes: readonly [texts: Uint8Array, photo: Uint8Array];
  readonly signature: Uint8Array;
};

export type CheckedFace = { readonly verdict: FaceVerdict; readonly proof: FaceProof };

/** Root → certificate → the three groups. Several roots may share a key identifier; one that fits is enough. */
export async function checkFace(
  record: FaceRecord,
  { encoded, certificate }: { readonly encoded: Uint8Array; readonly certificate: CvCertificate },
  roots: readonly SurfaceRoot[],
  profile: SurfaceProfile,
): Promise<CheckedFace> {
  const [person, texts, photo] = record.signedGroups;
  const proof: FaceProof = {
    certificate: encoded,
    person,
    pictureHashes: await Promise.all([hash(texts, profile), hash(photo, profile)]),
    signature: record.signature,
  };
  return { verdict: await judge(proof, certificate, roots, profile), proof };
}

export type ProvenFace =
  | ({ readonly kind: "verified" } & FacePerson)
  | { readonly kind: Exclude<FaceVerdict, "verified"> }
  /** Not a certificate, or not a person and a key. */
  | { readonly kind: "malformed" };

/** For a verifier that never sees the photo: whom the record names, if a root that it trusts stands behind it. */
export async function checkFaceProof(
  proof: FaceProof,
  roots: readonly SurfaceRoot[],
  profile: SurfaceProfile = currentCard.surface,
): Promise<ProvenFace> {
  const certificate = readCvCertificate(proof.certificate);
  const person = readFacePerson(proof.person);
  if (certificate === undefined || person === undefined) return { kind: "malformed" };
  const kind = await judge(proof, certificate, roots, profile);
  return kind === "verified" ? { kind, ...person } : { kind };
}

async function judge(
  { person, pictureHashes, signature }: FaceProof,
  certificate: CvCertificate,
  roots: readonly SurfaceRoot[],
  profile: SurfaceProfile,
): Promise<FaceVerdict> {
  const named = roots.filter(({ keyId }) => equalBytes(keyId, certificate.issuerKeyId));
  if (named.length === 0) return "unknown-root";
  const certified = await messageToSign(profile.signature, certificate.body);
  const signed = concatBytes([
    profile.faceDigestInfoPrefix,
    await hash(person, profile),
    ...pictureHashes,
  ]);
  const holds =
    named.some(({ publicKey }) => verifiesPkcs1(publicKey, certified, certificate.signature)) &&
    verifiesPkcs1(certificate.publicKey, signed, signature);
  return holds ? "verified" : "forged";
}

async function hash(bytes: Uint8Array, { signature }: SurfaceProfile): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(signature.hash, new Uint8Array(bytes)));
}
