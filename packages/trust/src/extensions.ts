/** The certificate extensions that the JPKI profile uses (RFC 5280 §4.2). A critical one outside this list is refused. */
import { hex } from "./bytes.ts";
import {
  DerReader,
  TAG,
  TrustError,
  bitString,
  contextConstructed,
  contextPrimitive,
  enterOnly,
  oid,
  readDefaultFalse,
  smallInteger,
} from "./der.ts";

const KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;

export type KeyUsage = (typeof KEY_USAGES)[number];

export type Extensions = {
  basicConstraints?: { readonly ca: boolean; readonly pathLength: number | undefined };
  keyUsage?: ReadonlySet<KeyUsage>;
  extendedKeyUsage?: readonly string[];
  /** Hex. */
  subjectKeyId?: string;
  /** Hex. */
  authorityKeyId?: string;
  policies?: readonly string[];
  /** GeneralNames (hex of their DER) where a complete CRL for this certificate stands. */
  distributionPoints?: readonly string[];
};

export type RawExtension = {
  readonly id: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
};

/** @param reader at Extensions. No extension may occur twice. */
export function readRawExtensions(reader: DerReader): readonly RawExtension[] {
  const list = reader.enter(TAG.sequence);
  const found = new Map<string, RawExtension>();
  do {
    const extension = list.enter(TAG.sequence);
    const id = oid(extension.read(TAG.oid));
    const critical = readDefaultFalse(extension);
    const value = extension.read(TAG.octetString).content;
    extension.finish();
    if (found.has(id)) throw new TrustError("extension-twice");
    found.set(id, { id, critical, value });
  } while (!list.atEnd);
  return [...found.values()];
}

const READERS: Record<string, (value: Uint8Array) => Extensions> = {
  "2.5.29.14": (value) => ({ subjectKeyId: keyIdentifier(value) }),
  "2.5.29.15": (value) => ({ keyUsage: keyUsage(value) }),
  "2.5.29.19": (value) => ({ basicConstraints: basicConstraints(value) }),
  "2.5.29.31": (value) => ({ distributionPoints: distributionPoints(value) }),
  "2.5.29.32": (value) => ({ policies: policies(value) }),
  "2.5.29.35": authorityKeyIdentifier,
  "2.5.29.37": (value) => ({ extendedKeyUsage: purposes(value) }),
};

export function readExtensions(reader: DerReader): Extensions {
  const extensions: Extensions = {};
  for (const { id, critical, value } of readRawExtensions(reader)) {
    const known = readKnownExtension(id, value);
    if (known !== undefined) Object.assign(extensions, known);
    else if (critical) throw new TrustError("critical-extension");
  }
  return extensions;
}

/** Undefined for an extension outside the profile. @throws TrustError */
export function readKnownExtension(id: string, value: Uint8Array): Extensions | undefined {
  return Object.hasOwn(READERS, id) ? READERS[id]?.(value) : undefined;
}

function keyIdentifier(value: Uint8Array): string {
  const reader = new DerReader(value);
  const { content } = reader.read(TAG.octetString);
  reader.finish();
  return hex(content);
}

/** Also on CRLs. Issuer and serial number are left unread: the key identifier and the signature decide. */
export function authorityKeyIdentifier(value: Uint8Array): Pick<Extensions, "authorityKeyId"> {
  const keyId = enterOnly(value, TAG.sequence).optional(contextPrimitive(0));
  return keyId === undefined ? {} : { authorityKeyId: hex(keyId.content) };
}

function keyUsage(value: Uint8Array): ReadonlySet<KeyUsage> {
  const reader = new DerReader(value);
  const { bytes, unused } = bitString(reader.read(TAG.bitString));
  reader.finish();
  const last = bytes.at(-1);
  if (last === undefined || ((last >> unused) & 1) === 0) throw new TrustError("key-usage");
  return new Set(
    KEY_USAGES.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0),
  );
}

function basicConstraints(value: Uint8Array): { ca: boolean; pathLength: number | undefined } {
  const reader = enterOnly(value, TAG.sequence);
  const ca = readDefaultFalse(reader);
  const pathLength = reader.optional(TAG.integer);
  reader.finish();
  if (pathLength === undefined) return { ca, pathLength: undefined };
  if (!ca) throw new TrustError("basic-constraints");
  return { ca, pathLength: smallInteger(pathLength) };
}

function policies(value: Uint8Array): readonly string[] {
  const reader = enterOnly(value, TAG.sequence);
  const found = new Set<string>();
  do {
    const information = reader.enter(TAG.sequence);
    const id = oid(information.read(TAG.oid));
    information.optional(TAG.sequence);
    information.finish();
    if (found.has(id)) throw new TrustError("policy-twice");
    found.add(id);
  } while (!reader.atEnd);
  return [...found];
}

function purposes(value: Uint8Array): readonly string[] {
  const reader = enterOnly(value, TAG.sequence);
  const found: string[] = [];
  do found.push(oid(reader.read(TAG.oid)));
  while (!reader.atEnd);
  return found;
}

/** Points that cover only some reasons, or belong to another issuer, cannot settle a status alone and are left out. */
function distributionPoints(value: Uint8Array): readonly string[] {
  const reader = enterOnly(value, TAG.sequence);
  const names: string[] = [];
  do {
    const point = reader.enter(TAG.sequence);
    const name = point.optional(contextConstructed(0));
    const reasons = point.optional(contextPrimitive(1));
    const issuer = point.optional(contextConstructed(2));
    point.finish();
    if (name !== undefined && reasons === undefined && issuer === undefined) {
      names.push(...fullNames(name.content));
    }
  } while (!reader.atEnd);
  return names;
}

/** The GeneralNames of a DistributionPointName; a name relative to the issuer is none we can compare. */
export function fullNames(distributionPointName: Uint8Array): readonly string[] {
  const reader = new DerReader(distributionPointName);
  const choice = reader.any();
  reader.finish();
  if (choice.tag !== contextConstructed(0)) return [];
  const names = new DerReader(choice.content);
  const found: string[] = [];
  while (!names.atEnd) found.push(hex(names.any().encoded));
  return found;
}
