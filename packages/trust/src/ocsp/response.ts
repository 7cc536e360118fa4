/** OCSPResponse (RFC 6960 §4.2), read once and strictly; nothing in it is believed yet. */
import { reasonCode } from "../crl-entries.ts";
import type { RevocationReason } from "../crl-entries.ts";
import {
  DerReader,
  TAG,
  TrustError,
  contextConstructed,
  contextPrimitive,
  enterOnly,
  readTime,
  smallInteger,
  wholeBytes,
} from "../der.ts";
import type { DerElement } from "../der.ts";
import { readRawExtensions } from "../extensions.ts";
import { readSignatureAlgorithm } from "../signature.ts";
import type { ReadingOptions, SignatureAlgorithm } from "../signature.ts";
import { readCertId } from "./cert-id.ts";
import type { CertId } from "./cert-id.ts";
import { NONCE } from "./request.ts";
import { oid } from "../oid.ts";

/** OCSPResponseStatus by its number; 4 is not used. */
const ERRORS = [
  undefined,
  "malformed-request",
  "internal-error",
  "try-later",
  undefined,
  "signature-required",
  "unauthorized",
] as const;

export type OcspError = Exclude<(typeof ERRORS)[number], undefined>;

export type OcspResponse =
  | { readonly kind: "error"; readonly error: OcspError }
  | ({ readonly kind: "basic" } & BasicResponse);

export type BasicResponse = {
  /** The bytes that the responder signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly responder: ResponderId;
  /** Milliseconds since 1970, as all times below. */
  readonly producedAt: number;
  readonly answers: readonly SingleResponse[];
  /** The value of the extension. */
  readonly nonce: Uint8Array | undefined;
  /** DER. */
  readonly certificates: readonly Uint8Array[];
};

/** `name` is the DER of the Name, `keyHash` the SHA-1 of the key. */
export type ResponderId =
  | { readonly kind: "name"; readonly name: DerElement }
  | { readonly kind: "key"; readonly keyHash: Uint8Array };

export type SingleResponse = {
  readonly id: CertId;
  readonly status: SingleStatus;
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  /** Certificates that expired before this are not in the responder's records any more (§4.4.4). */
  readonly archiveCutoff: number | undefined;
};

export type SingleStatus =
  | { readonly kind: "good" }
  | { readonly kind: "revoked"; readonly at: number; readonly reason: RevocationReason }
  | { readonly kind: "unknown" };

const LARGEST = 64 * 1024;
/** A responder's own chain has two or three. */
const MOST_CERTIFICATES = 4;
const MOST_ANSWERS = 100;

const BASIC = "1.3.6.1.5.5.7.48.1.1";
const ARCHIVE_CUTOFF = "1.3.6.1.5.5.7.48.1.6";

/** Understood so far as they can change what an answer means; the rest of them only inform. */
const INFORMING: ReadonlySet<string> = new Set([
  // CRL reference, extended revoked definition, reason, invalidity date.
  "1.3.6.1.5.5.7.48.1.3",
  "1.3.6.1.5.5.7.48.1.9",
  "2.5.29.21",
  "2.5.29.24",
]);

/** @throws TrustError */
export function readOcspResponse(der: Uint8Array, options: ReadingOptions = {}): OcspResponse {
  if (der.length > LARGEST) throw new TrustError("too-large");
  const outer = enterOnly(der, TAG.sequence);
  const status = smallInteger(outer.read(TAG.enumerated));
  if (status !== 0) {
    const error = ERRORS[status];
    // Nothing but the status may stand in a response that says it failed.
    outer.finish();
    if (error === undefined) throw new TrustError("ocsp-status");
    return { kind: "error", error };
  }
  const wrapper = outer.enter(contextConstructed(0));
  outer.finish();
  const bytes = wrapper.enter(TAG.sequence);
  wrapper.finish();
  if (oid(bytes.read(TAG.oid)) !== BASIC) throw new TrustError("ocsp-type");
  const basic = enterOnly(bytes.read(TAG.octetString).content, TAG.sequence);
  bytes.finish();
  return { kind: "basic", ...readBasic(basic, options) };
}

function readBasic(basic: DerReader, options: ReadingOptions): BasicResponse {
  const tbs = basic.read(TAG.sequence);
  const signatureAlgorithm = readSignatureAlgorithm(basic.read(TAG.sequence), options);
  const signature = wholeBytes(basic.read(TAG.bitString));
  const certificates = readCertificates(basic);
  basic.finish();

  // The version is v1, the default, and so left out; [0] would be another one.
  const data = new DerReader(tbs.content);
  const responder = readResponder(data);
  const producedAt = readGeneralizedTime(data);
  const answers = readAnswers(data.enter(TAG.sequence));
  let nonce: Uint8Array | undefined;
  for (const { id, critical, value } of readOptionalExtensions(data)) {
    if (id === NONCE) nonce = value.content;
    else if (critical && !INFORMING.has(id)) throw new TrustError("critical-extension");
  }
  data.finish();
  const signed = { tbs: tbs.encoded, signatureAlgorithm, signature, certificates };
  return { ...signed, responder, producedAt, answers, nonce };
}

function readCertificates(basic: DerReader): readonly Uint8Array[] {
  if (basic.peek() !== contextConstructed(0)) return [];
  const wrapper = basic.enter(contextConstructed(0));
  const list = wrapper.enter(TAG.sequence);
  wrapper.finish();
  const found: Uint8Array[] = [];
  while (!list.atEnd) {
    found.push(list.read(TAG.sequence).encoded);
    if (found.length > MOST_CERTIFICATES) throw new TrustError("ocsp-certificates");
  }
  return found;
}

function readResponder(data: DerReader): ResponderId {
  const { tag, content } = data.any();
  const choice = new DerReader(content);
  if (tag === contextConstructed(1)) {
    const name = choice.read(TAG.sequence);
    choice.finish();
    return { kind: "name", name };
  }
  if (tag !== contextConstructed(2)) throw new TrustError("ocsp-responder");
  const keyHash = choice.read(TAG.octetString).content;
  choice.finish();
  return { kind: "key", keyHash };
}

function readAnswers(list: DerReader): readonly SingleResponse[] {
  const answers: SingleResponse[] = [];
  while (!list.atEnd) {
    answers.push(readAnswer(list.enter(TAG.sequence)));
    if (answers.length > MOST_ANSWERS) throw new TrustError("ocsp-answers");
  }
  return answers;
}

function readAnswer(single: DerReader): SingleResponse {
  const id = readCertId(single);
  const status = readStatus(single);
  const thisUpdate = readGeneralizedTime(single);
  const next = single.peek() === contextConstructed(0) && single.enter(contextConstructed(0));
  const nextUpdate = next ? readGeneralizedTime(next) : undefined;
  if (next) next.finish();
  let archiveCutoff: number | undefined;
  for (const { id: extension, critical, value } of readOptionalExtensions(single)) {
    if (extension === ARCHIVE_CUTOFF) archiveCutoff = onlyTime(value);
    else if (critical && !INFORMING.has(extension)) throw new TrustError("critical-extension");
  }
  single.finish();
  return { id, status, thisUpdate, nextUpdate, archiveCutoff };
}

function readStatus(single: DerReader): SingleStatus {
  const { tag, content } = single.any();
  const reader = new DerReader(content);
  if (tag === contextConstructed(1)) {
    const at = readGeneralizedTime(reader);
    const reason = reader.optional(contextConstructed(0));
    reader.finish();
    return {
      kind: "revoked",
      at,
      reason: reason === undefined ? "unspecified" : reasonCode(reason),
    };
  }
  reader.finish();
  if (tag === contextPrimitive(0)) return { kind: "good" };
  if (tag === contextPrimitive(2)) return { kind: "unknown" };
  throw new TrustError("ocsp-cert-status");
}

/** [1] EXPLICIT Extensions, which may be left out. */
function readOptionalExtensions(reader: DerReader): ReturnType<typeof readRawExtensions> {
  if (reader.peek() !== contextConstructed(1)) return [];
  const wrapper = reader.enter(contextConstructed(1));
  const extensions = readRawExtensions(wrapper);
  wrapper.finish();
  return extensions;
}

function readGeneralizedTime(reader: DerReader): number {
  if (reader.peek() !== TAG.generalizedTime) throw new TrustError("der-time");
  return readTime(reader);
}

function onlyTime(value: DerElement): number {
  const reader = value.enter();
  const time = readGeneralizedTime(reader);
  reader.finish();
  return time;
}
