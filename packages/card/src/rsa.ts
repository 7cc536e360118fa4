/** RSA public keys as the card writes them, and the one check made with them. */
import { concatBytes, equalBytes, toHex } from "./hex.ts";
import { readTlvs, unlessMalformed } from "./tlv.ts";

export type RsaPublicKey = {
  /** 2048 bits, big-endian. */
  readonly modulus: Uint8Array;
};

/** Every key on the card has it; another one is not worth the arithmetic it might cost. */
const EXPONENT = "010001";
const BYTES = 256;

/** 90 exponent, 91 modulus. Undefined unless it is an RSA-2048 key with exponent 65537. */
export function readRsaPublicKey(encoded: Uint8Array): RsaPublicKey | undefined {
  return unlessMalformed(() => {
    const [exponent, modulus, ...rest] = readTlvs(encoded);
    if (exponent?.tag !== 0x90 || modulus?.tag !== 0x91 || rest.length > 0) return undefined;
    if (toHex(exponent.value) !== EXPONENT) return undefined;
    const full = modulus.value.length === BYTES && (modulus.value[0] ?? 0) >= 0x80;
    return full ? { modulus: modulus.value } : undefined;
  });
}

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2): builds what the signature must open to, and compares the whole block.
 * WebCrypto hashes the message itself and so cannot check the face record, whose DigestInfo holds three hashes.
 * Nothing here is secret, so the arithmetic may take its time from its input.
 */
export function verifiesPkcs1(
  key: RsaPublicKey,
  digestInfo: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== key.modulus.length) return false;
  const padding = new Uint8Array(key.modulus.length - digestInfo.length - 3).fill(0xff);
  const expected = concatBytes([Uint8Array.of(0, 1), padding, Uint8Array.of(0), digestInfo]);
  const modulus = toInteger(key.modulus);
  const opened = powerOf65537(toInteger(signature), modulus);
  return equalBytes(fromInteger(opened, key.modulus.length), expected);
}

/** For WebCrypto and node:crypto; RFC 7517. */
export function toJwk({ modulus }: RsaPublicKey): { kty: "RSA"; n: string; e: "AQAB" } {
  const binary = String.fromCharCode(...modulus);
  const n = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return { kty: "RSA", n, e: "AQAB" };
}

function powerOf65537(base: bigint, modulus: bigint): bigint {
  let power = base;
  for (let square = 0; square < 16; square++) power = (power * power) % modulus;
  return (power * base) % modulus;
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

function fromInteger(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(length * 2, "0");
  return Uint8Array.from({ length }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
