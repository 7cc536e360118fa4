/** Reading a signed request and judging it against a key: the part that activation and every later call share. */
import {
  CLOCK_TOLERANCE_SECONDS,
  parseSignature,
  verifyDigest,
  verifyMessage,
} from "@madoguchi/contract";
import type { ProblemSlug, SignatureParts, TerminalKey } from "@madoguchi/contract";
import type { Clock } from "@madoguchi/notation";
import type { FastifyRequest } from "fastify";

export type SignatureReading =
  | { readonly ok: true; readonly parts: SignatureParts }
  | {
      readonly ok: false;
      readonly reason: Extract<ProblemSlug, "signature-missing" | "clock-skew">;
    };

export function readSignature(request: FastifyRequest, clock: Clock): SignatureReading {
  const { headers } = request;
  const parts = parseSignature({
    "signature-input": headers["signature-input"],
    signature: headers["signature"],
  });
  if (!parts) {
    return { ok: false, reason: "signature-missing" };
  }
  const skew = Math.abs(clock.now().epochMilliseconds / 1000 - parts.created);

  return skew > CLOCK_TOLERANCE_SECONDS ? { ok: false, reason: "clock-skew" } : { ok: true, parts };
}

export async function isSignedBy(
  key: CryptoKey,
  parts: SignatureParts,
  request: FastifyRequest,
): Promise<boolean> {
  // The edge keeps the bytes of JSON only, so a body of any other kind is a body that nobody signed.
  const body = request.rawBody ?? (request.body ? null : new Uint8Array());

  return (
    body !== null &&
    verifyMessage(key, parts, { ...targetOf(request), body }, request.headers["content-digest"])
  );
}

/** For a file, whose bytes are still on their way: what the header says of them is signed. Whoever reads them compares. */
export async function isDigestSignedBy(
  key: CryptoKey,
  parts: SignatureParts,
  request: FastifyRequest,
): Promise<boolean> {
  const digest = request.headers["content-digest"];

  return typeof digest === "string" && verifyDigest(key, parts, targetOf(request), digest);
}

function targetOf({ method, url }: FastifyRequest): { method: string; path: string } {
  const [path = ""] = url.split("?", 1);

  return { method, path };
}

/** `null` when x and y are no point of the curve. */
export async function importTerminalKey({
  x,
  y,
}: Pick<TerminalKey, "x" | "y">): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey(
      "jwk",
      { kty: "EC", crv: "P-256", x, y },
      { name: "ECDSA", namedCurve: "P-256" },
      true,
      ["verify"],
    );
  } catch {
    return null;
  }
}
