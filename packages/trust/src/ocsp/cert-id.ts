/** How an OCSP request and its answer name a certificate (RFC 6960 §4.1.1): hashes of its issuer's name and key, and its number. */
import { createHash } from "node:crypto";
import { equalBytes } from "../bytes.ts";
import type { Certificate } from "../certificate.ts";
import { TAG, TrustError, enterOnly, minimal, wholeBytes } from "../der.ts";
import type { DerReader } from "../der.ts";
import type { PublicKey } from "../signature.ts";
import { encoded, encodedOid } from "./encode.ts";
import { oid } from "../oid.ts";

/** The certificate in question. */
export type OcspSubject = Pick<Certificate, "serial" | "issuer">;

/** Whoever signed it. */
export type OcspIssuer = Pick<Certificate, "publicKey" | "encoded">;

/** An identifier is not a signature: SHA-1, which RFC 5019 asks for, may name a certificate. */
export type CertIdHash = "sha1" | "sha256" | "sha384" | "sha512";

export type CertId = {
  readonly hash: CertIdHash;
  readonly issuerName: Uint8Array;
  readonly issuerKey: Uint8Array;
  /** Hex. */
  readonly serial: string;
};

const HASHES = new Map<string, CertIdHash>([
  ["1.3.14.3.2.26", "sha1"],
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);

export function certIdOf(
  { serial, issuer }: OcspSubject,
  { publicKey }: OcspIssuer,
  hash: CertIdHash,
): CertId {
  const digest = (bytes: Uint8Array): Uint8Array => createHash(hash).update(bytes).digest();
  return {
    hash,
    issuerName: digest(issuer.encoded),
    issuerKey: digest(keyBits(publicKey)),
    serial,
  };
}

/** The public key as `KeyHash` means it: the content of subjectPublicKey without tag, length and unused bits. */
export function keyBits({ key }: PublicKey): Uint8Array {
  const info = enterOnly(key.export({ format: "der", type: "spki" }), TAG.sequence);
  info.read(TAG.sequence);
  return wholeBytes(info.read(TAG.bitString));
}

export function sameCertId(a: CertId, b: CertId): boolean {
  return (
    a.hash === b.hash &&
    a.serial === b.serial &&
    equalBytes(a.issuerName, b.issuerName) &&
    equalBytes(a.issuerKey, b.issuerKey)
  );
}

export function encodeCertId({ hash, issuerName, issuerKey, serial }: CertId): Uint8Array {
  const [algorithm = ""] = [...HASHES].find(([, name]) => name === hash) ?? [];
  return encoded(
    TAG.sequence,
    encoded(TAG.sequence, encodedOid(algorithm), encoded(TAG.null)),
    encoded(TAG.octetString, issuerName),
    encoded(TAG.octetString, issuerKey),
    encoded(TAG.integer, Buffer.from(serial, "hex")),
  );
}

/** @throws TrustError, also for a hash outside the table. */
export function readCertId(reader: DerReader): CertId {
  const id = reader.enter(TAG.sequence);
  const hash = readHash(id.enter(TAG.sequence));
  const issuerName = id.read(TAG.octetString).content;
  const issuerKey = id.read(TAG.octetString).content;
  const serial = minimal(id.read(TAG.integer)).hex;
  id.finish();
  return { hash, issuerName, issuerKey, serial };
}

function readHash(identifier: DerReader): CertIdHash {
  const hash = HASHES.get(oid(identifier.read(TAG.oid)));
  if (hash === undefined) throw new TrustError("ocsp-hash");
  // RFC 5754 leaves the parameters out, and asks to read NULL too.
  const parameters = identifier.optional(TAG.null);
  if (parameters !== undefined && parameters.content.length > 0) throw new TrustError("der-null");
  identifier.finish();
  return hash;
}
