/**
 * Public keys and signatures, by table: what is not in it is refused. RSA from 2048 bits with PKCS#1 v1.5 and
 * ECDSA on P-256 and P-384, each with SHA-256 or longer (RFC 4055, RFC 5758). OpenSSL compares the whole padded block, so a
 * DigestInfo in any other form than the exact one fails.
 */
import { createPublicKey, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { base64 } from "./bytes.ts";
import { TAG, TrustError, enterOnly, positiveBytes, wholeBytes } from "./der.ts";
import type { DerElement, DerReader } from "./der.ts";
import { Gate } from "./gate.ts";
import { oid } from "./oid.ts";
import { interned } from "./path/interned.ts";

export type KeyKind = "rsa" | "p256" | "p384";

export type PublicKey = { readonly kind: KeyKind; readonly key: KeyObject };

type Hash = "sha1" | "sha256" | "sha384" | "sha512";

export type SignatureAlgorithm = { readonly family: "rsa" | "ecdsa"; readonly hash: Hash };

/** A certificate, a CRL or an OCSP answer, as far as its signature goes. */
export type Signed = {
  /** The bytes that were signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
};

/** Only for data from before 2014. */
export type ReadingOptions = {
  /** Signatures over SHA-1 count. */
  readonly allowSha1?: boolean;
  /** RSA keys from 1,024 bits count. */
  readonly allowShortKeys?: boolean;
};

const ALGORITHMS = new Map<string, SignatureAlgorithm>([
  ["1.2.840.113549.1.1.11", { family: "rsa", hash: "sha256" }],
  ["1.2.840.113549.1.1.12", { family: "rsa", hash: "sha384" }],
  ["1.2.840.113549.1.1.13", { family: "rsa", hash: "sha512" }],
  ["1.2.840.10045.4.3.2", { family: "ecdsa", hash: "sha256" }],
  ["1.2.840.10045.4.3.3", { family: "ecdsa", hash: "sha384" }],
  ["1.2.840.113549.1.1.5", { family: "rsa", hash: "sha1" }],
  ["1.2.840.10045.4.1", { family: "ecdsa", hash: "sha1" }],
]);

const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";

type Curve = { readonly kind: "p256" | "p384"; readonly bytes: number };

const CURVES = new Map<string, Curve>([
  ["1.2.840.10045.3.1.7", { kind: "p256", bytes: 32 }],
  ["1.3.132.0.34", { kind: "p384", bytes: 48 }],
]);

/** @param element an AlgorithmIdentifier. @throws TrustError for an algorithm outside the table. */
export function readSignatureAlgorithm(
  element: DerElement,
  { allowSha1 = false }: ReadingOptions = {},
): SignatureAlgorithm {
  const algorithm = algorithmOf(element);
  if (algorithm.hash === "sha1" && !allowSha1) throw new TrustError("signature-algorithm");
  return algorithm;
}

const algorithmOf = interned((element): SignatureAlgorithm => {
  const identifier = element.enter();
  const algorithm = ALGORITHMS.get(oid(identifier.read(TAG.oid)));
  if (algorithm === undefined) throw new TrustError("signature-algorithm");
  // Left out by some, and to be read all the same (RFC 4055 §5).
  if (algorithm.family === "rsa" && !identifier.atEnd) readNull(identifier);
  identifier.finish();
  return algorithm;
});

/** @param reader at a SubjectPublicKeyInfo. @throws TrustError for a key outside the table, or none at all. */
export function readPublicKey(
  reader: DerReader,
  { allowShortKeys = false }: ReadingOptions = {},
): PublicKey {
  const whole = reader.read(TAG.sequence);
  const info = whole.enter();
  const algorithm = keyAlgorithmOf(info.read(TAG.sequence));
  const bits = wholeBytes(info.read(TAG.bitString));
  info.finish();
  return algorithm === "rsa"
    ? rsaKey(bits, allowShortKeys ? 1024 : 2048)
    : ecKey(algorithm, bits, whole.encoded);
}

const keyAlgorithmOf = interned((element): "rsa" | Curve => {
  const identifier = element.enter();
  const id = oid(identifier.read(TAG.oid));
  const parameters = identifier.any();
  identifier.finish();
  if (id === RSA_ENCRYPTION && parameters.tag === TAG.null && parameters.length === 0) return "rsa";
  if (id !== EC_PUBLIC_KEY || parameters.tag !== TAG.oid) throw new TrustError("key-algorithm");
  const curve = CURVES.get(oid(parameters));
  if (curve === undefined) throw new TrustError("key-curve");
  return curve;
});

function rsaKey(bits: Uint8Array, shortest: number): PublicKey {
  const reader = enterOnly(bits, TAG.sequence);
  const modulus = positiveBytes(reader.read(TAG.integer));
  const exponent = positiveBytes(reader.read(TAG.integer));
  reader.finish();
  const size = modulus.length * 8;
  if (size < shortest || size > 4096 || (modulus[0] ?? 0) < 0x80) throw new TrustError("key-size");
  const e = exponent.length > 4 ? 0 : exponent.reduce((value, byte) => value * 0x100 + byte, 0);
  if (e < 65_537 || e % 2 === 0) throw new TrustError("key-exponent");
  return importKey("rsa", bits, "RSA PUBLIC KEY");
}

function ecKey(curve: Curve, bits: Uint8Array, info: Uint8Array): PublicKey {
  if (bits[0] !== 0x04 || bits.length !== 1 + 2 * curve.bytes) throw new TrustError("key-point");
  return importKey(curve.kind, info, "PUBLIC KEY");
}

/**
 * The bytes have been read as strict DER to their last one, so there is one way to read them, whichever parser does; a point must
 * lie on its curve. As text, because Node tells what an object is by exceptions, which take longer than all the rest of an import.
 */
function importKey(kind: KeyKind, der: Uint8Array, label: string): PublicKey {
  const pem = `-----BEGIN ${label}-----\n${base64(der)}\n-----END ${label}-----\n`;
  try {
    return { kind, key: createPublicKey(pem) };
  } catch {
    throw new TrustError("key-point");
  }
}

function readNull(reader: DerReader): void {
  if (reader.read(TAG.null).length !== 0) throw new TrustError("der-null");
}

/**
 * Node's defaults are the two encodings we allow, PKCS#1 v1.5 for RSA and DER for ECDSA; naming them costs half as much again.
 * @param signature a block of the modulus's length, or DER ECDSA-Sig-Value.
 */
export function verifySignature(
  publicKey: PublicKey,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if ((publicKey.kind === "rsa") !== (algorithm.family === "rsa")) return false;
  return verify(algorithm.hash, message, publicKey.key, signature);
}

/** P-384 takes some 25 times as long as RSA; that and P-256 are quicker than the way to the pool and back. */
export function isSlow({ kind }: PublicKey): boolean {
  return kind === "p384";
}

/** One core stays free for whoever is quick: the pool has more threads than a small machine has cores. */
const slowVerifications = new Gate(Math.max(1, navigator.hardwareConcurrency - 1));

/** As `verifySignature` with a key that is slow: on the pool of threads that Node keeps, so that nobody waits behind it. */
export async function verifyOnPool(
  publicKey: PublicKey,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (algorithm.family === "rsa") return false;
  const verification = (): Promise<boolean> =>
    new Promise((resolve, reject) => {
      verify(algorithm.hash, message, publicKey.key, signature, (error, holds) => {
        if (error === null) resolve(holds);
        else reject(error);
      });
    });
  return slowVerifications.pass(verification);
}

/** What each generation of card signs with: RSA-2048 cards hash with SHA-256, the next generation's P-384 with SHA-384. */
const CARD_ALGORITHMS: Record<KeyKind, SignatureAlgorithm> = {
  rsa: { family: "rsa", hash: "sha256" },
  p256: { family: "ecdsa", hash: "sha256" },
  p384: { family: "ecdsa", hash: "sha384" },
};

/**
 * Whether a card's 利用者証明用 key signed exactly this message.
 * @param publicKey of a certificate whose verdict is `trusted`; on its own a signature says nothing about whose it is.
 */
export async function verifyCardSignature({
  publicKey,
  message,
  signature,
}: {
  readonly publicKey: PublicKey;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}): Promise<boolean> {
  const algorithm = CARD_ALGORITHMS[publicKey.kind];
  return isSlow(publicKey)
    ? verifyOnPool(publicKey, algorithm, message, signature)
    : verifySignature(publicKey, algorithm, message, signature);
}
