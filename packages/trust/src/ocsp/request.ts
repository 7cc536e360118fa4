/** OCSPRequest for one certificate, unsigned (RFC 6960 §4.1). */
import { TAG, contextConstructed } from "../der.ts";
import { encodeCertId } from "./cert-id.ts";
import type { CertId } from "./cert-id.ts";
import { encoded, encodedOid } from "./encode.ts";

export const NONCE = "1.3.6.1.5.5.7.48.1.2";

/** DER. @param nonce 16 to 32 random bytes (RFC 9654), or undefined for an answer that a responder may have made before. */
export function encodeOcspRequest(id: CertId, nonce: Uint8Array | undefined): Uint8Array {
  const requests = encoded(TAG.sequence, encoded(TAG.sequence, encodeCertId(id)));
  const extensions = nonce === undefined ? [] : [nonceExtension(nonce)];
  return encoded(TAG.sequence, encoded(TAG.sequence, requests, ...extensions));
}

function nonceExtension(nonce: Uint8Array): Uint8Array {
  const value = encoded(TAG.octetString, encodedNonce(nonce));
  const extension = encoded(TAG.sequence, encodedOid(NONCE), value);
  return encoded(contextConstructed(2), encoded(TAG.sequence, extension));
}

/** The value of the extension, in a request and in its answer. */
export function encodedNonce(nonce: Uint8Array): Uint8Array {
  return encoded(TAG.octetString, nonce);
}
