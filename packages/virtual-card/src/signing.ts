/** How a card's keys sign, by the scheme that P1 of the signature command names. Public source: soltia48/myna-card. */
import { constants, createHash, createPrivateKey, privateEncrypt, randomBytes } from "node:crypto";
import { currentCard, equalBytes } from "@madoguchi/card";
import type { SigningKey } from "./application.ts";
import { signHash } from "./ecdsa.ts";
import { reply, status, sw } from "./status.ts";

/** What a 2048-bit key leaves of its 256 bytes after PKCS#1 v1.5's padding. */
const PKCS1_MOST = 245;

/** The signature with its status word, or the status word of a refusal. */
export function signWith(
  { scheme, pkcs8 }: SigningKey,
  p1: number,
  message: Uint8Array | undefined,
): Uint8Array {
  if (p1 > (scheme === "ECDSA" ? 0 : 5)) return status(sw.wrongParameters);
  if (!message) return status(sw.wrongLength);
  if (scheme === "ECDSA")
    return message.length === 48 ? reply(signHash(pkcs8, message)) : status(sw.wrongLength);
  switch (p1) {
    case 0:
      // Padded as it is. Whether it is a DigestInfo is the caller's care.
      return message.length > PKCS1_MOST ? status(sw.wrongLength) : reply(pkcs1(pkcs8, message));
    case 1:
      return reply(pkcs1(pkcs8, sha256(message)));
    case 3:
      return reply(pkcs1(pkcs8, digestInfo(sha256(message))));
    case 5:
      return reply(pss(pkcs8, sha256(message)));
    default:
      // 2 and 4 are given the hash.
      if (message.length !== 32) return status(sw.conditionsNotSatisfied);
      return reply(p1 === 2 ? pkcs1(pkcs8, digestInfo(message)) : pss(pkcs8, message));
  }
}

/** The key of a 券面 application, which needs no PIN and signs nothing but a SHA-256 DigestInfo. */
export function provePresence(pkcs8: Uint8Array, message: Uint8Array | undefined): Uint8Array {
  const isDigestInfo =
    message !== undefined &&
    message.length === 51 &&
    equalBytes(message.subarray(0, 19), currentCard.surface.signature.digestInfoPrefix);
  return isDigestInfo ? reply(pkcs1(pkcs8, message)) : status(sw.wrongData);
}

/** INTERNAL AUTHENTICATE: SHA-256 with PKCS#1 v1.5 over the challenge. */
export function authenticate(pkcs8: Uint8Array, challenge: Uint8Array | undefined): Uint8Array {
  return challenge ? reply(pkcs1(pkcs8, digestInfo(sha256(challenge)))) : status(sw.wrongLength);
}

function digestInfo(hash: Uint8Array): Uint8Array {
  return Buffer.concat([currentCard.surface.signature.digestInfoPrefix, hash]);
}

function sha256(message: Uint8Array): Buffer {
  return createHash("sha256").update(message).digest();
}

function privateKey(pkcs8: Uint8Array) {
  return createPrivateKey({ key: Buffer.from(pkcs8), type: "pkcs8", format: "der" });
}

function pkcs1(pkcs8: Uint8Array, message: Uint8Array): Uint8Array {
  return privateEncrypt({ key: privateKey(pkcs8), padding: constants.RSA_PKCS1_PADDING }, message);
}

/** RSASSA-PSS with SHA-256 and a salt of 32 bytes over a hash, which node:crypto would make itself (RFC 8017 §9.1.1). */
function pss(pkcs8: Uint8Array, hash: Uint8Array): Uint8Array {
  const salt = randomBytes(32);
  const digest = sha256(Buffer.concat([new Uint8Array(8), hash, salt]));
  const block = Buffer.alloc(256 - digest.length - 1);
  block[block.length - salt.length - 1] = 0x01;
  block.set(salt, block.length - salt.length);
  const mask = maskOf(digest, block.length);
  const masked = block.map((byte, index) => byte ^ (mask[index] ?? 0));
  // The encoded message has one bit less than the modulus.
  masked[0] = (masked[0] ?? 0) & 0x7f;
  const encoded = Buffer.concat([masked, digest, Uint8Array.of(0xbc)]);
  return privateEncrypt({ key: privateKey(pkcs8), padding: constants.RSA_NO_PADDING }, encoded);
}

/** MGF1 with SHA-256 (RFC 8017 §B.2.1). */
function maskOf(seed: Uint8Array, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, counter) =>
    sha256(Buffer.concat([seed, Uint8Array.of(0, 0, 0, counter)])),
  );
  return Buffer.concat(blocks).subarray(0, length);
}
