/** Whether an OCSP response speaks for the certificate's issuer, about this certificate, and now (RFC 6960 §3.2, §4.2.2). */
import { createHash } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { equalBytes } from "../bytes.ts";
import { TrustError } from "../der.ts";
import type { RevocationReason } from "../crl-entries.ts";
import type { PathCrl } from "../path/crl.ts";
import { readName } from "../path/names.ts";
import type { Name } from "../path/names.ts";
import { verifySignature } from "../signature.ts";
import type { PublicKey, ReadingOptions } from "../signature.ts";
import { certIdOf, keyBits, sameCertId } from "./cert-id.ts";
import type { OcspIssuer, OcspSubject } from "./cert-id.ts";
import { readCompanions, whyNoDelegate } from "./delegate.ts";
import type { DelegateFault } from "./delegate.ts";
import { encodedNonce } from "./request.ts";
import { readOcspResponse } from "./response.ts";
import type { BasicResponse, OcspError, ResponderId, SingleResponse } from "./response.ts";

/** How far clocks may differ, and how long an answer serves. */
export type OcspTolerance = {
  /** A responder's clock may be ahead, or ours behind, by so much. */
  readonly skewSeconds: number;
  /** An answer without nextUpdate, for which newer information always exists, serves so long from its thisUpdate on. */
  readonly withoutNextUpdateSeconds: number;
};

export const OCSP_TOLERANCE: OcspTolerance = { skewSeconds: 300, withoutNextUpdateSeconds: 900 };

export type OcspQuestion = ReadingOptions & {
  readonly certificate: OcspSubject;
  readonly issuer: OcspIssuer;
  readonly at: Temporal.Instant | Date;
  /** What the request carried. An answer with another one is refused; one with none only if `nonceRequired`. */
  readonly nonce?: Uint8Array | undefined;
  readonly nonceRequired?: boolean;
  /** Of the issuer, for delegates whose certificate does not say id-pkix-ocsp-nocheck. */
  readonly crls?: readonly PathCrl[];
  readonly tolerance?: OcspTolerance;
};

export type OcspAnswer =
  | ({ readonly kind: "good" } & OcspTimes)
  | ({
      readonly kind: "revoked";
      readonly at: number;
      readonly reason: RevocationReason;
    } & OcspTimes)
  /** The responder has no record of the certificate. That is not `good`. */
  | ({ readonly kind: "unknown" } & OcspTimes)
  /** Unsigned, so nobody knows who says it: no answer at all. */
  | { readonly kind: "error"; readonly error: OcspError }
  | { readonly kind: "refused"; readonly detail: OcspRefusal };

/** Milliseconds since 1970. */
export type OcspTimes = {
  readonly thisUpdate: number;
  /** When the answer stops serving: nextUpdate, or what `OcspTolerance` says where there is none. */
  readonly until: number;
  readonly archiveCutoff: number | undefined;
};

export type OcspRefusal =
  | { readonly kind: "malformed"; readonly detail: string }
  | { readonly kind: "other-certificate" | "ambiguous" | "nonce" | "not-yet" | "stale" }
  /** Nobody who may answer for the issuer signed it. */
  | { readonly kind: "signer"; readonly detail: "nobody" | "signature" | DelegateFault };

/** Never throws for bad input. */
export function judgeOcspResponse(der: Uint8Array, question: OcspQuestion): OcspAnswer {
  const at = question.at instanceof Date ? question.at.getTime() : question.at.epochMilliseconds;
  if (!Number.isFinite(at)) throw new RangeError("the time of a check must be known");
  try {
    const response = readOcspResponse(der, question);
    return response.kind === "error" ? response : judge(response, question, at);
  } catch (error) {
    if (error instanceof TrustError) return refused({ kind: "malformed", detail: error.detail });
    throw error;
  }
}

function judge(response: BasicResponse, question: OcspQuestion, at: number): OcspAnswer {
  const { certificate, issuer, tolerance = OCSP_TOLERANCE } = question;
  const [single, another] = response.answers.filter(({ id }) =>
    sameCertId(id, certIdOf(certificate, issuer, id.hash)),
  );
  if (single === undefined) return refused({ kind: "other-certificate" });
  if (another !== undefined) return refused({ kind: "ambiguous" });
  if (!answersNonce(response, question)) return refused({ kind: "nonce" });
  const timing = timingOf(response, single, tolerance, at);
  if (timing !== "current") return refused({ kind: timing });
  const fault = whyNotSigned(response, question, at);
  if (fault !== undefined) return refused({ kind: "signer", detail: fault });
  const { status, thisUpdate, archiveCutoff } = single;
  return { ...status, thisUpdate, until: endOf(single, tolerance), archiveCutoff };
}

function refused(detail: OcspRefusal): OcspAnswer {
  return { kind: "refused", detail };
}

function answersNonce({ nonce }: BasicResponse, question: OcspQuestion): boolean {
  if (question.nonce === undefined) return true;
  // RFC 5019 responders answer from stock and leave the nonce out.
  if (nonce === undefined) return question.nonceRequired !== true;
  return equalBytes(nonce, encodedNonce(question.nonce));
}

function timingOf(
  { producedAt }: BasicResponse,
  single: SingleResponse,
  tolerance: OcspTolerance,
  at: number,
): "current" | "not-yet" | "stale" {
  const { thisUpdate, nextUpdate = Infinity } = single;
  const skew = tolerance.skewSeconds * 1000;
  if (thisUpdate > at + skew || producedAt > at + skew) return "not-yet";
  if (nextUpdate < thisUpdate) throw new TrustError("ocsp-next-update");
  return at - skew <= endOf(single, tolerance) ? "current" : "stale";
}

function endOf({ thisUpdate, nextUpdate }: SingleResponse, tolerance: OcspTolerance): number {
  return nextUpdate ?? thisUpdate + tolerance.withoutNextUpdateSeconds * 1000;
}

type SignerFault = Extract<OcspRefusal, { kind: "signer" }>["detail"];

/** §4.2.2.2: by the issuer's own key, or by a delegate whom the issuer itself has certified for this. Undefined when signed. */
function whyNotSigned(
  response: BasicResponse,
  question: OcspQuestion,
  at: number,
): SignerFault | undefined {
  const { certificate, issuer } = question;
  const companions = readCompanions(response.certificates, question);
  const { responder } = response;
  const itself = { subject: certificate.issuer, publicKey: issuer.publicKey };
  if (names(responder, itself) && signs(itself, response)) return undefined;
  let fault: SignerFault = names(responder, itself) ? "signature" : "nobody";
  for (const companion of companions) {
    if (!names(responder, companion)) continue;
    const found = signs(companion, response)
      ? whyNoDelegate(companion, { ...question, at })
      : "signature";
    if (found === undefined) return undefined;
    fault = found;
  }
  return fault;
}

type Speaker = { readonly subject: Name; readonly publicKey: PublicKey };

function names(responder: ResponderId, { subject, publicKey }: Speaker): boolean {
  switch (responder.kind) {
    case "name":
      return readName(responder.name).key === subject.key;
    case "key":
      return equalBytes(responder.keyHash, createHash("sha1").update(keyBits(publicKey)).digest());
  }
}

function signs({ publicKey }: Speaker, response: BasicResponse): boolean {
  const { signatureAlgorithm, tbs, signature } = response;
  return verifySignature(publicKey, signatureAlgorithm, tbs, signature);
}
