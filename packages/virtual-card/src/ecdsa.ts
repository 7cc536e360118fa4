/**
 * ECDSA on P-384 over a hash that comes from outside, which node:crypto does not offer: it hashes itself. The
 * multiplication k·G is its Diffie-Hellman's. FIPS 186-5 §6.4.1. Numbers of a test card only: the time taken is not hidden.
 */
import { createECDH, createPrivateKey } from "node:crypto";

/** The order of P-384's base point (FIPS 186-5, SP 800-186 §3.2.1.4). */
const order = BigInt(
  "0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
);
const bytes = 48;

/** r ‖ s, 96 bytes. @param hash 48 bytes, SHA-384 */
export function signHash(pkcs8: Uint8Array, hash: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), type: "pkcs8", format: "der" });
  const { d = "" } = key.export({ format: "jwk" });
  const secret = toInteger(Buffer.from(d, "base64url"));
  for (;;) {
    const once = createECDH("secp384r1");
    // 04 ‖ x ‖ y
    const point = once.generateKeys();
    const r = toInteger(point.subarray(1, 1 + bytes)) % order;
    const k = toInteger(once.getPrivateKey());
    const s = (inverse(k) * (toInteger(hash) + r * secret)) % order;
    if (r !== 0n && s !== 0n) return Buffer.concat([fromInteger(r), fromInteger(s)]);
  }
}

/** By Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let square = value;
  for (let exponent = order - 2n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * square) % order;
    square = (square * square) % order;
  }
  return result;
}

function toInteger(value: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(value).toString("hex")}`);
}

function fromInteger(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(bytes * 2, "0"), "hex");
}
