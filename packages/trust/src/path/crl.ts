/** A CRL read for path validation: complete or delta, direct or indirect (RFC 5280 §5). Nothing in it is believed yet. */
import { hex } from "../bytes.ts";
import { CrlEntries } from "../crl-entries.ts";
import type { CrlEntry } from "../crl-entries.ts";
import {
  TAG,
  TrustError,
  contextConstructed,
  enterOnly,
  positiveBytes,
  readTime,
  smallInteger,
  wholeBytes,
} from "../der.ts";
import type { DerElement, DerReader } from "../der.ts";
import { authorityKeyIdentifier, readRawExtensions } from "../extensions.ts";
import { readSignatureAlgorithm } from "../signature.ts";
import type { ReadingOptions, Signed } from "../signature.ts";
import { atOnce } from "../turns.ts";
import type { Turns } from "../turns.ts";
import { readIssuingDistributionPoint } from "./distribution-points.ts";
import type { IssuingDistributionPoint } from "./distribution-points.ts";
import { readName } from "./names.ts";
import type { Name } from "./names.ts";

export type PathCrl = Signed & {
  readonly issuer: Name;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Hex. */
  readonly authorityKeyId: string | undefined;
  readonly number: bigint | undefined;
  /** BaseCRLNumber of a delta CRL. */
  readonly deltaOf: bigint | undefined;
  readonly scope: IssuingDistributionPoint | undefined;
  /** Hex of the issuingDistributionPoint, empty without one. */
  readonly scopeKey: string;
  /** The content of revokedCertificates: read by `entriesOf` once the signature holds. */
  readonly revoked: Uint8Array;
};

const LARGEST = 64 * 1024 * 1024;

/** @throws TrustError; also for a critical extension that is not understood. */
export function readPathCrl(der: Uint8Array, options: ReadingOptions = {}): PathCrl {
  if (der.length > LARGEST) throw new TrustError("too-large");
  const outer = enterOnly(new Uint8Array(der), TAG.sequence);
  const tbs = outer.read(TAG.sequence);
  const outerAlgorithm = outer.read(TAG.sequence);
  const signature = wholeBytes(outer.read(TAG.bitString));
  outer.finish();

  const fields = tbs.enter();
  if (smallInteger(fields.read(TAG.integer)) !== 1) throw new TrustError("version");
  const algorithm = fields.read(TAG.sequence);
  if (algorithm.key !== outerAlgorithm.key) {
    throw new TrustError("signature-algorithm-differs");
  }
  const issuer = readName(fields.read(TAG.sequence));
  const thisUpdate = readTime(fields);
  const nextUpdate = readTime(fields);
  const revoked = fields.optional(TAG.sequence)?.content ?? new Uint8Array();
  const extensions = fields.enter(contextConstructed(0));
  fields.finish();
  return {
    tbs: tbs.encoded,
    signatureAlgorithm: readSignatureAlgorithm(algorithm, options),
    signature,
    issuer,
    thisUpdate,
    nextUpdate,
    revoked,
    ...readListExtensions(extensions),
  };
}

type ListExtensions = Pick<PathCrl, "authorityKeyId" | "number" | "deltaOf" | "scope" | "scopeKey">;

function readListExtensions(reader: DerReader): ListExtensions {
  let found: ListExtensions = {
    authorityKeyId: undefined,
    number: undefined,
    deltaOf: undefined,
    scope: undefined,
    scopeKey: "",
  };
  for (const { id, critical, value } of readRawExtensions(reader)) {
    if (id === "2.5.29.35") {
      found = { ...found, authorityKeyId: authorityKeyIdentifier(value).authorityKeyId };
    } else if (id === "2.5.29.20") found = { ...found, number: crlNumber(value) };
    else if (id === "2.5.29.27") found = { ...found, deltaOf: crlNumber(value) };
    else if (id === "2.5.29.28") {
      found = { ...found, scope: readIssuingDistributionPoint(value), scopeKey: value.hex };
    } else if (critical) throw new TrustError("critical-extension");
  }
  reader.finish();
  return found;
}

function crlNumber(value: DerElement): bigint {
  const element = value.only(TAG.integer);
  if (element.length > 21) throw new TrustError("crl-number");
  const isZero = element.length === 1 && element.at(0) === 0;
  return isZero ? 0n : BigInt(`0x${hex(positiveBytes(element))}`);
}

const read = new WeakMap<PathCrl, CrlEntries>();

/** Reads the entries, pausing now and then; a second time it has them. @throws TrustError */
export function* indexCrl(crl: PathCrl): Turns<CrlEntries> {
  const known = read.get(crl);
  if (known !== undefined) return known;
  const { issuer, scope, deltaOf } = crl;
  const indirect = scope?.indirect === true;
  const entries = yield* CrlEntries.index(crl.revoked, {
    issuer: issuer.key,
    indirect,
    delta: deltaOf !== undefined,
  });
  read.set(crl, entries);
  return entries;
}

/** @throws TrustError */
export function entryOf(crl: PathCrl, issuer: Name, serial: string): CrlEntry | undefined {
  const entries = atOnce(indexCrl(crl));
  return entries.get(serial, issuer.key === crl.issuer.key ? undefined : issuer.key);
}
