/** The card-verifiable certificate of the key that signs what is printed. Public source: soltia48/myna-card. */
import { readRsaPublicKey, type RsaPublicKey } from "./rsa.ts";
import { readTlvs, unlessMalformed } from "./tlv.ts";

const KEY_ID_BYTES = 16;

export type CvCertificate = {
  /** 証明者鍵ID: the key that signed it, which is never on the card. */
  readonly issuerKeyId: Uint8Array;
  readonly publicKey: RsaPublicKey;
  /** What the signature covers: both key identifiers and the key. */
  readonly body: Uint8Array;
  /** PKCS#1 v1.5 with SHA-256. */
  readonly signature: Uint8Array;
};

/** Reads 7F21 {5F4E body, 5F37 signature}; undefined for anything else. */
export function readCvCertificate(encoded: Uint8Array): CvCertificate | undefined {
  return unlessMalformed(() => {
    const [outer] = readTlvs(encoded);
    if (outer?.tag !== 0x7f21) return undefined;
    const [body, signature] = readTlvs(outer.value);
    if (body?.tag !== 0x5f4e || signature?.tag !== 0x5f37) return undefined;
    const publicKey = readRsaPublicKey(body.value.subarray(2 * KEY_ID_BYTES));
    return (
      publicKey && {
        issuerKeyId: body.value.subarray(0, KEY_ID_BYTES),
        publicKey,
        body: body.value,
        signature: signature.value,
      }
    );
  });
}
