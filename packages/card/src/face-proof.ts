import type { CvCertificate } from "./cv-certificate.ts";
import type { FaceRecord } from "./face-record.ts";
import { concatBytes, equalBytes } from "./hex.ts";
import type { CardProfile } from "./profile.ts";
import { verifiesPkcs1, type RsaPublicKey } from "./rsa.ts";

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
  profile: CardProfile,
): Promise<CheckedFace> {
  const { digestInfoPrefix, algorithm } = profile.signature;
  const hash = async (bytes: Uint8Array) =>
    new Uint8Array(await crypto.subtle.digest(algorithm.hash, new Uint8Array(bytes)));
  const [person, texts, photo] = record.signedGroups;
  const hashes = await Promise.all([hash(person), hash(texts), hash(photo)]);
  const proof: FaceProof = {
    certificate: encoded,
    person,
    pictureHashes: [hashes[1], hashes[2]],
    signature: record.signature,
  };

  const named = roots.filter(({ keyId }) => equalBytes(keyId, certificate.issuerKeyId));
  if (named.length === 0) return { verdict: "unknown-root", proof };
  const certified = concatBytes([digestInfoPrefix, await hash(certificate.body)]);
  const signed = concatBytes([profile.surface.faceDigestInfoPrefix, ...hashes]);
  const holds =
    named.some(({ publicKey }) => verifiesPkcs1(publicKey, certified, certificate.signature)) &&
    verifiesPkcs1(certificate.publicKey, signed, record.signature);
  return { verdict: holds ? "verified" : "forged", proof };
}
