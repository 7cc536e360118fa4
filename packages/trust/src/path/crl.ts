/** A CRL read for path validation: complete or delta, direct or indirect (RFC 5280 §5). Nothing in it is believed yet. */
import { equalBytes, hex } from "../bytes.ts";
import { reasonCode } from "../crl.ts";
import type { RevocationReason } from "../crl.ts";
import {
  DerReader,
  TAG,
  TrustError,
  contextConstructed,
  enterOnly,
  positiveBytes,
  integerBytes,
  readTime,
  smallInteger,
  wholeBytes,
} from "../der.ts";
import { authorityKeyIdentifier, readRawExtensions } from "../extensions.ts";
import { readOldSignatureAlgorithm, readSignatureAlgorithm } from "../signature.ts";
import type { SignatureAlgorithm } from "../signature.ts";
import type { ReadingOptions } from "./certificate.ts";
import { readIssuingDistributionPoint } from "./distribution-points.ts";
import type { IssuingDistributionPoint } from "./distribution-points.ts";
import { readGeneralNames, readName } from "./names.ts";
import type { Name } from "./names.ts";

export type CrlEntry = {
  readonly at: number;
  readonly reason: RevocationReason | "removeFromCRL";
};

export type PathCrl = {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
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
  const outer = enterOnly(Uint8Array.from(der), TAG.sequence);
  const tbs = outer.read(TAG.sequence);
  const outerAlgorithm = outer.read(TAG.sequence);
  const signature = wholeBytes(outer.read(TAG.bitString));
  outer.finish();

  const fields = new DerReader(tbs.content);
  if (smallInteger(fields.read(TAG.integer)) !== 1) throw new TrustError("version");
  const algorithm = fields.read(TAG.sequence);
  if (!equalBytes(algorithm.encoded, outerAlgorithm.encoded)) {
    throw new TrustError("signature-algorithm-differs");
  }
  const issuer = readName(fields.read(TAG.sequence).encoded);
  const thisUpdate = readTime(fields);
  const nextUpdate = readTime(fields);
  const revoked = fields.optional(TAG.sequence)?.content ?? new Uint8Array();
  const extensions = fields.enter(contextConstructed(0));
  fields.finish();
  const readAlgorithm =
    options.allowSha1 === true ? readOldSignatureAlgorithm : readSignatureAlgorithm;
  return {
    tbs: tbs.encoded,
    signatureAlgorithm: readAlgorithm(new DerReader(algorithm.encoded)),
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
      found = { ...found, scope: readIssuingDistributionPoint(value), scopeKey: hex(value) };
    } else if (critical) throw new TrustError("critical-extension");
  }
  reader.finish();
  return found;
}

function crlNumber(value: Uint8Array): bigint {
  const reader = new DerReader(value);
  const element = reader.read(TAG.integer);
  reader.finish();
  if (element.content.length > 21) throw new TrustError("crl-number");
  const isZero = element.content.length === 1 && element.content[0] === 0;
  return isZero ? 0n : BigInt(`0x${hex(positiveBytes(element))}`);
}

/** By the certificate issuer's name, then by serial number in hex. */
type Entries = ReadonlyMap<string, ReadonlyMap<string, CrlEntry>>;

const read = new WeakMap<PathCrl, Entries>();

/** @throws TrustError */
export function entryOf(crl: PathCrl, issuer: Name, serial: string): CrlEntry | undefined {
  const known = read.get(crl);
  const entries = known ?? readEntries(crl);
  if (known === undefined) read.set(crl, entries);
  return entries.get(issuer.key)?.get(serial);
}

function readEntries(crl: PathCrl): Entries {
  const reader = new DerReader(crl.revoked);
  let ofIssuer = new Map<string, CrlEntry>();
  const entries = new Map([[crl.issuer.key, ofIssuer]]);
  while (!reader.atEnd) {
    const entry = reader.enter(TAG.sequence);
    const serial = hex(integerBytes(entry.read(TAG.integer)));
    const at = readTime(entry);
    const { reason, certificateIssuer } = readEntryExtensions(entry);
    entry.finish();
    // An entry without a certificateIssuer belongs to the same one as the entry before it.
    if (certificateIssuer !== undefined) {
      if (crl.scope?.indirect !== true) throw new TrustError("crl-scope");
      ofIssuer = entries.get(certificateIssuer) ?? new Map<string, CrlEntry>();
      entries.set(certificateIssuer, ofIssuer);
    }
    ofIssuer.set(serial, { at, reason });
  }
  return entries;
}

type EntryExtensions = {
  readonly reason: CrlEntry["reason"];
  readonly certificateIssuer: string | undefined;
};

function readEntryExtensions(entry: DerReader): EntryExtensions {
  let reason: CrlEntry["reason"] = "unspecified";
  let certificateIssuer: string | undefined;
  const extensions = entry.atEnd ? [] : readRawExtensions(entry);
  for (const { id, critical, value } of extensions) {
    if (id === "2.5.29.21") reason = isRemoval(value) ? "removeFromCRL" : reasonCode(value);
    else if (id === "2.5.29.29") certificateIssuer = onlyDirectoryName(value);
    else if (critical) throw new TrustError("critical-extension");
  }
  return { reason, certificateIssuer };
}

/** ENUMERATED 8. */
function isRemoval(value: Uint8Array): boolean {
  return hex(value) === "0a0108";
}

function onlyDirectoryName(value: Uint8Array): string {
  const reader = new DerReader(value);
  const names = readGeneralNames(reader.read(TAG.sequence).content);
  reader.finish();
  const found = names.find((name) => name.kind === "dn");
  if (found?.kind !== "dn") throw new TrustError("certificate-issuer");
  return found.name.key;
}
