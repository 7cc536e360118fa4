/**
 * Card-verifiable certificates and the keys in them, as the 券面事項 applications have them: no names, no dates, only key
 * identifiers and a key. Public source: soltia48/myna-card.
 */
import { type KeyObject, sign } from "node:crypto";
import { tagged } from "./der.ts";

/** 16 bytes: seven digits that name the key, two fixed bytes, three digits, filler. Ours begin with 9, which none of the real ones do. */
export function keyIdentifier(number: `9${string}`): Uint8Array {
  const id = new Uint8Array(16);
  id.set(new TextEncoder().encode(number));
  id.set([0x08, 0x05, 0x30, 0x30, 0x31], 7);
  return id;
}

/** 90 exponent, 91 modulus. */
export function encodeRsaKey(key: KeyObject): Uint8Array {
  const { e = "", n = "" } = key.export({ format: "jwk" });
  return Buffer.concat([
    tagged(0x90, Buffer.from(e, "base64url")),
    tagged(0x91, Buffer.from(n, "base64url")),
  ]);
}

/** 7F21 of 5F4E, the body, and 5F37, its signature (PKCS#1 v1.5, SHA-256). */
export function signCvCertificate(
  issuer: { readonly keyId: Uint8Array; readonly privateKey: KeyObject },
  subject: { readonly keyId: Uint8Array; readonly publicKey: KeyObject },
): Uint8Array {
  const body = Buffer.concat([issuer.keyId, subject.keyId, encodeRsaKey(subject.publicKey)]);
  return tagged(
    0x7f21,
    tagged(0x5f4e, body),
    tagged(0x5f37, sign("sha256", body, issuer.privateKey)),
  );
}
