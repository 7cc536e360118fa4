/** What a card is given to sign and what comes of its answer, by the scheme of its generation. */
import { concatBytes } from "./hex.ts";
import type { SignatureScheme } from "./profile.ts";

/** The hash of the challenge, for RSA in its DigestInfo: the card hashes nothing itself. */
export async function messageToSign(
  scheme: SignatureScheme,
  challenge: Uint8Array,
): Promise<Uint8Array> {
  const hash = new Uint8Array(await crypto.subtle.digest(scheme.hash, new Uint8Array(challenge)));
  switch (scheme.name) {
    case "RSASSA-PKCS1-v1_5":
      return concatBytes([scheme.digestInfoPrefix, hash]);
    case "ECDSA":
      return hash;
  }
}

/** The card's answer as verifiers take it: RSA as it is, r ‖ s as DER ECDSA-Sig-Value (RFC 3279 §2.2.3). */
export function verifiableSignature(scheme: SignatureScheme, answer: Uint8Array): Uint8Array {
  switch (scheme.name) {
    case "RSASSA-PKCS1-v1_5":
      return answer;
    case "ECDSA": {
      const half = answer.length / 2;
      const integers = concatBytes([
        derInteger(answer.subarray(0, half)),
        derInteger(answer.subarray(half)),
      ]);
      // Two integers of 48 bytes stay below the 128 from which a length takes more than one byte.
      return concatBytes([Uint8Array.of(0x30, integers.length), integers]);
    }
  }
}

/** As short as it can be, and never read as negative. */
function derInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const magnitude = start === -1 ? Uint8Array.of(0) : bytes.subarray(start);
  const sign = (magnitude[0] ?? 0) >= 0x80 ? [0] : [];
  return Uint8Array.of(0x02, sign.length + magnitude.length, ...sign, ...magnitude);
}
