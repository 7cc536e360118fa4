/** Who signed what, decided once: a CRL is asked about with every card, and a certificate with every path through it. */
import type { KeyObject } from "node:crypto";
import { verifyOnPool, verifySignature } from "./signature.ts";
import type { PublicKey, Signed } from "./signature.ts";

/** By the very object that was read, and the key; both are never changed, and forgotten when the caller forgets them. */
const decided = new WeakMap<Signed, WeakMap<KeyObject, boolean>>();

export function isDecided(signed: Signed, { key }: PublicKey): boolean {
  return decided.get(signed)?.has(key) === true;
}

export function isSignedBy(signed: Signed, publicKey: PublicKey): boolean {
  const known = decided.get(signed)?.get(publicKey.key);
  if (known !== undefined) return known;
  const { signatureAlgorithm, tbs, signature } = signed;
  return remember(
    signed,
    publicKey,
    verifySignature(publicKey, signatureAlgorithm, tbs, signature),
  );
}

/** Decides on the pool, so that `isSignedBy` need not stop everything else for it. */
export async function decideSigned(signed: Signed, publicKey: PublicKey): Promise<void> {
  if (isDecided(signed, publicKey)) return;
  const { signatureAlgorithm, tbs, signature } = signed;
  remember(signed, publicKey, await verifyOnPool(publicKey, signatureAlgorithm, tbs, signature));
}

function remember(signed: Signed, { key }: PublicKey, holds: boolean): boolean {
  const ofSigned = decided.get(signed) ?? new WeakMap<KeyObject, boolean>();
  decided.set(signed, ofSigned.set(key, holds));
  return holds;
}
