/**
 * Reading a signed request and judging it against a key: the part that activation and every later call share. By `node:crypto`:
 * P-256 is verified in less time than a job of WebCrypto's takes to the pool and back.
 */
import { createPublicKey, hash, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import {
  CLOCK_TOLERANCE_SECONDS,
  digestHeaderOf,
  parseSignature,
  signatureBase,
} from "@madoguchi/contract";
import type { ProblemSlug, SignatureParts, TerminalKey } from "@madoguchi/contract";
import type { Clock } from "@madoguchi/notation";
import type { FastifyRequest } from "fastify";
import { derSignature } from "./der-signature.ts";

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

export function isSignedBy(
  key: KeyObject,
  parts: SignatureParts,
  request: FastifyRequest,
): boolean {
  // The edge keeps the bytes of JSON only, so a body of any other kind is a body that nobody signed.
  const body = request.rawBody ?? (request.body ? null : new Uint8Array());
  if (body === null) {
    return false;
  }
  const digest = digestHeaderOf(hash("sha256", body, "buffer"));

  return request.headers["content-digest"] === digest && isDigestSignedBy(key, parts, request);
}

/** For a file, whose bytes are still on their way: what the header says of them is signed. Whoever reads them compares. */
export function isDigestSignedBy(
  key: KeyObject,
  parts: SignatureParts,
  { method, url, headers }: FastifyRequest,
): boolean {
  const digest = headers["content-digest"];
  if (typeof digest !== "string") {
    return false;
  }
  const [path = ""] = url.split("?", 1);
  const base = signatureBase({ method, path }, digest, parts);

  return verify("sha256", base, key, derSignature(parts.signature));
}

/** `null` when x and y are no point of the curve. */
export function importTerminalKey({ x, y }: Pick<TerminalKey, "x" | "y">): KeyObject | null {
  try {
    return createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  } catch {
    return null;
  }
}
