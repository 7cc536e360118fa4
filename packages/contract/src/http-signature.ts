/**
 * The terminal's signature on each request: HTTP Message Signatures (RFC 9421) with ecdsa-p256-sha256
 * over the method, the path and the body's digest (RFC 9530). Both sides build the same base here.
 */
import { fromBase64, toBase64 } from "./bytes.ts";

const COMPONENTS = '("@method" "@path" "content-digest")';
const ALGORITHM = { name: "ECDSA", hash: "SHA-256" } as const;

/** The largest difference between the terminal's clock and ours, in seconds. */
export const CLOCK_TOLERANCE_SECONDS = 300;

export type SignatureParts = {
  /** The terminal's id, or `new` on the activation call. */
  readonly keyId: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly signature: Uint8Array<ArrayBuffer>;
};

export type SignedMessage = {
  readonly method: string;
  /** Path without query: no call of this API has a query. */
  readonly path: string;
  readonly body: Uint8Array<ArrayBuffer>;
};

export type SignatureHeaders = {
  readonly "content-digest": string;
  readonly "signature-input": string;
  readonly signature: string;
};

export async function signMessage(
  key: CryptoKey,
  keyId: string,
  message: SignedMessage,
  created: number,
): Promise<SignatureHeaders> {
  const digest = await contentDigest(message.body);
  const signer = { keyId, created };
  const signature = await crypto.subtle.sign(
    ALGORITHM,
    key,
    signatureBase(message, digest, signer),
  );

  return {
    "content-digest": digest,
    "signature-input": `terminal=${signatureParameters(signer)}`,
    signature: `terminal=:${toBase64(new Uint8Array(signature))}:`,
  };
}

/** Reads the two headers; `null` when they are absent or not of our one accepted form. */
export function parseSignature(headers: {
  readonly "signature-input"?: unknown;
  readonly signature?: unknown;
}): SignatureParts | null {
  const { "signature-input": input, signature } = headers;
  if (typeof input !== "string" || typeof signature !== "string") {
    return null;
  }
  const parameters =
    /^terminal=\("@method" "@path" "content-digest"\);created=(\d{1,12});keyid="([0-9a-z-]{1,64})";alg="ecdsa-p256-sha256"$/.exec(
      input,
    );
  const value = /^terminal=:([A-Za-z0-9+/]{86}==):$/.exec(signature);
  if (!parameters?.[1] || !parameters[2] || !value?.[1]) {
    return null;
  }

  return { keyId: parameters[2], created: Number(parameters[1]), signature: fromBase64(value[1]) };
}

/** Whether `parts` sign exactly this message, with its `content-digest` header being the digest of its body. */
export async function verifyMessage(
  key: CryptoKey,
  parts: SignatureParts,
  message: SignedMessage,
  digestHeader: unknown,
): Promise<boolean> {
  const digest = await contentDigest(message.body);

  return (
    digestHeader === digest &&
    crypto.subtle.verify(ALGORITHM, key, parts.signature, signatureBase(message, digest, parts))
  );
}

/** @param sha256 of the body */
export function digestHeaderOf(sha256: Uint8Array): string {
  return `sha-256=:${toBase64(sha256)}:`;
}

async function contentDigest(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", body);

  return digestHeaderOf(new Uint8Array(digest));
}

type Signer = Pick<SignatureParts, "keyId" | "created">;

function signatureParameters({ keyId, created }: Signer): string {
  return `${COMPONENTS};created=${created};keyid="${keyId}";alg="ecdsa-p256-sha256"`;
}

/** The bytes that are signed (RFC 9421 §2.5). @param digest as `digestHeaderOf` writes it */
export function signatureBase(
  message: Pick<SignedMessage, "method" | "path">,
  digest: string,
  signer: Signer,
): Uint8Array<ArrayBuffer> {
  const lines = [
    `"@method": ${message.method.toUpperCase()}`,
    `"@path": ${message.path}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${signatureParameters(signer)}`,
  ];

  return new TextEncoder().encode(lines.join("\n"));
}
