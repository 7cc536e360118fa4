/**
 * Complete CRLs (RFC 5280 §5), whole or partitioned by distribution point as JPKI's are. Indirect, delta and reason-partitioned
 * lists are refused when loaded: none of them can answer alone whether a certificate still holds.
 */
import { findIssuer } from "./anchor.ts";
import type { TrustAnchor } from "./anchor.ts";
import { equalBytes, hex } from "./bytes.ts";
import type { Certificate } from "./certificate.ts";
import {
  DerReader,
  TAG,
  TrustError,
  contextConstructed,
  contextPrimitive,
  enterOnly,
  integerBytes,
  readDefaultFalse,
  readTime,
  smallInteger,
  wholeBytes,
} from "./der.ts";
import { authorityKeyIdentifier, fullNames, readRawExtensions } from "./extensions.ts";
import { readSignatureAlgorithm } from "./signature.ts";

/** CRLReason by its number. JPKI writes affiliationChanged when 記載事項 change; removeFromCRL (8) belongs to delta lists. */
const REASONS = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  undefined,
  undefined,
  "privilegeWithdrawn",
  "aACompromise",
] as const;

export type RevocationReason = Exclude<(typeof REASONS)[number], undefined>;

export type Revocation = { readonly at: number; readonly reason: RevocationReason };

export type RevocationList = {
  readonly issuer: TrustAnchor;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** GeneralNames (hex of their DER) of the partition, or undefined for a list of all the issuer's certificates. */
  readonly distributionPoints: readonly string[] | undefined;
  /** By serial number in hex. */
  readonly entries: ReadonlyMap<string, Revocation>;
};

const LARGEST = 64 * 1024 * 1024;

/** Reads a CRL and checks its signature by one of the anchors. @throws TrustError: keep the list you have. */
export function loadRevocationList(
  der: Uint8Array,
  anchors: readonly TrustAnchor[],
): RevocationList {
  if (der.length > LARGEST) throw new TrustError("too-large");
  const outer = enterOnly(der, TAG.sequence);
  const tbs = outer.read(TAG.sequence);
  const outerAlgorithm = outer.read(TAG.sequence);
  const signature = wholeBytes(outer.read(TAG.bitString));
  outer.finish();

  const fields = new DerReader(tbs.content);
  if (smallInteger(fields.read(TAG.integer)) !== 1) throw new TrustError("version");
  const innerAlgorithm = fields.read(TAG.sequence);
  if (!equalBytes(innerAlgorithm.encoded, outerAlgorithm.encoded)) {
    throw new TrustError("signature-algorithm-differs");
  }
  const signatureAlgorithm = readSignatureAlgorithm(new DerReader(innerAlgorithm.encoded));
  const issuerName = fields.read(TAG.sequence).encoded;
  const thisUpdate = readTime(fields);
  if (fields.peek() !== TAG.utcTime && fields.peek() !== TAG.generalizedTime) {
    throw new TrustError("crl-next-update");
  }
  const nextUpdate = readTime(fields);
  const revoked = fields.optional(TAG.sequence);
  const extensions = fields.enter(contextConstructed(0));
  fields.finish();
  const { authorityKeyId, distributionPoints } = readListExtensions(extensions);

  // The signature first: the entries, which may be very many, are read only from a list that an anchor signed.
  const issuer = findIssuer(anchors, {
    issuer: issuerName,
    authorityKeyId,
    tbs: tbs.encoded,
    signatureAlgorithm,
    signature,
  });
  if (issuer === undefined) throw new TrustError("crl-issuer");
  const entries =
    revoked === undefined ? new Map<string, Revocation>() : readEntries(revoked.content);
  return { issuer, thisUpdate, nextUpdate, distributionPoints, entries };
}

type ListScope = Pick<RevocationList, "distributionPoints"> & {
  readonly authorityKeyId: string | undefined;
};

function readListExtensions(reader: DerReader): ListScope {
  let authorityKeyId: string | undefined;
  let distributionPoints: readonly string[] | undefined;
  for (const { id, critical, value } of readRawExtensions(reader)) {
    if (id === "2.5.29.35") ({ authorityKeyId } = authorityKeyIdentifier(value));
    else if (id === "2.5.29.28") distributionPoints = issuingDistributionPoint(value);
    else if (critical) throw new TrustError("critical-extension");
  }
  reader.finish();
  return { authorityKeyId, distributionPoints };
}

function issuingDistributionPoint(value: Uint8Array): readonly string[] | undefined {
  const reader = enterOnly(value, TAG.sequence);
  const name = reader.optional(contextConstructed(0));
  readDefaultFalse(reader, contextPrimitive(1));
  const onlyAuthorities = readDefaultFalse(reader, contextPrimitive(2));
  const someReasons = reader.optional(contextPrimitive(3)) !== undefined;
  const indirect = readDefaultFalse(reader, contextPrimitive(4));
  const onlyAttributes = readDefaultFalse(reader, contextPrimitive(5));
  reader.finish();
  if (onlyAuthorities || someReasons || indirect || onlyAttributes)
    throw new TrustError("crl-scope");
  return name === undefined ? undefined : fullNames(name.content);
}

function readEntries(content: Uint8Array): Map<string, Revocation> {
  const reader = new DerReader(content);
  const entries = new Map<string, Revocation>();
  while (!reader.atEnd) {
    const entry = reader.enter(TAG.sequence);
    const serial = hex(integerBytes(entry.read(TAG.integer)));
    const at = readTime(entry);
    const reason = entry.atEnd ? "unspecified" : readReason(entry);
    entry.finish();
    entries.set(serial, { at, reason });
  }
  return entries;
}

function readReason(entry: DerReader): RevocationReason {
  let reason: RevocationReason = "unspecified";
  for (const { id, critical, value } of readRawExtensions(entry)) {
    if (id === "2.5.29.21") reason = reasonCode(value);
    else if (critical) throw new TrustError("critical-extension");
  }
  return reason;
}

/** @throws TrustError also for removeFromCRL. */
export function reasonCode(value: Uint8Array): RevocationReason {
  const reader = new DerReader(value);
  const code = smallInteger(reader.read(TAG.enumerated));
  reader.finish();
  const reason = REASONS[code];
  if (reason === undefined) throw new TrustError("crl-reason");
  return reason;
}

/** Whether this list would name the certificate if it were revoked (RFC 5280 §6.3.3 b). */
export function covers(
  list: RevocationList,
  issuer: TrustAnchor,
  certificate: Certificate,
): boolean {
  if (list.issuer.certificate.fingerprint !== issuer.certificate.fingerprint) return false;
  if (list.distributionPoints === undefined) return true;
  const ours = certificate.extensions.distributionPoints ?? [];
  return list.distributionPoints.some((name) => ours.includes(name));
}
