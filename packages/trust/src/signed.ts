/** Who signed what. What is asked again and again, or takes long, is decided once. */
import type { KeyObject } from "node:crypto";
import { isSlow, verifyOnPool, verifySignature } from "./signature.ts";
import type { PublicKey, Signed } from "./signature.ts";

/** By the very object that was read, and the key; neither is ever changed, and both are forgotten when the caller forgets them. */
const decided = new WeakMap<Signed, Map<KeyObject, boolean>>();

export function isDecided(signed: Signed, { key }: PublicKey): boolean {
  return decided.get(signed)?.has(key) === true;
}

export function isSignedBy(signed: Signed, publicKey: PublicKey): boolean {
  const known = decided.get(signed)?.get(publicKey.key);
  if (known !== undefined) return known;
  const { signatureAlgorithm, tbs, signature } = signed;
  return verifySignature(publicKey, signatureAlgorithm, tbs, signature);
}

/** As `isSignedBy`, for what will be asked again: a CRL, or a CA's certificate. */
export function isSignedByKept(signed: Signed, publicKey: PublicKey): boolean {
  const holds = isSignedBy(signed, publicKey);
  keep(signed, publicKey, holds);
  return holds;
}

/**
 * Decides on the pool what takes long, so that `isSignedBy` need not stop everything else for it.
 * @returns undefined when nothing takes long: not even a turn of the event loop is lost then
 */
export function decideSigned(signed: Signed, publicKey: PublicKey): Promise<void> | undefined {
  if (!isSlow(publicKey) || isDecided(signed, publicKey)) return undefined;
  const { signatureAlgorithm, tbs, signature } = signed;
  return verifyOnPool(publicKey, signatureAlgorithm, tbs, signature).then((holds) =>
    keep(signed, publicKey, holds),
  );
}

function keep(signed: Signed, { key }: PublicKey, holds: boolean): void {
  const known = decided.get(signed);
  if (known === undefined) decided.set(signed, new Map([[key, holds]]));
  else known.set(key, holds);
}
