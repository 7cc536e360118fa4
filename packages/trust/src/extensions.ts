/** The certificate extensions of RFC 5280 §4.2 and RFC 6960 §4.2.2.2.1. */
import {
  TAG,
  TrustError,
  bitString,
  contextConstructed,
  contextPrimitive,
  readDefaultFalse,
  smallInteger,
} from "./der.ts";
import type { DerElement, DerReader } from "./der.ts";
import { readDistributionPoints } from "./path/distribution-points.ts";
import type { DistributionPoint } from "./path/distribution-points.ts";
import { interned } from "./path/interned.ts";
import { readNameConstraints } from "./path/name-constraints.ts";
import type { NameConstraints } from "./path/name-constraints.ts";
import { readGeneralNames } from "./path/names.ts";
import type { GeneralName } from "./path/names.ts";
import {
  readInhibitAnyPolicy,
  readPolicies,
  readPolicyConstraints,
  readPolicyMappings,
} from "./path/policy-extensions.ts";
import type { PolicyExtensions } from "./path/policy-extensions.ts";
import { oid } from "./oid.ts";

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

export type Extensions = PolicyExtensions & {
  basicConstraints?: { readonly ca: boolean; readonly pathLength: number | undefined };
  keyUsage?: ReadonlySet<KeyUsage>;
  extendedKeyUsage?: readonly string[];
  /** Hex. */
  subjectKeyId?: string;
  /** Hex. */
  authorityKeyId?: string;
  alternativeNames?: readonly GeneralName[];
  nameConstraints?: NameConstraints;
  distributionPoints?: readonly DistributionPoint[];
  /** id-pkix-ocsp-nocheck: this OCSP responder's own revocation need not be asked for. */
  ocspNoCheck?: true;
  /** The first critical extension that is not understood, by its OID. */
  unknownCritical?: string;
};

export type RawExtension = {
  readonly id: string;
  readonly critical: boolean;
  /** An OCTET STRING. */
  readonly value: DerElement;
};

/** @param reader at Extensions. No extension may occur twice. */
export function readRawExtensions(reader: DerReader): readonly RawExtension[] {
  const list = reader.enter(TAG.sequence);
  const found: RawExtension[] = [];
  do {
    const extension = list.enter(TAG.sequence);
    const id = oid(extension.read(TAG.oid));
    const critical = readDefaultFalse(extension);
    const value = extension.read(TAG.octetString);
    extension.finish();
    for (const other of found) if (other.id === id) throw new TrustError("extension-twice");
    found.push({ id, critical, value });
  } while (!list.atEnd);
  return found;
}

// The same in all certificates of a CA, or in many of them.
const readAuthorityKey = interned(authorityKeyIdentifier);
const readKeyUsage = interned(keyUsage);
const readPoints = interned(readDistributionPoints);
const readPolicyList = interned(readPolicies);
const readPurposes = interned(purposes);

type ExtensionReader = (value: DerElement, into: Extensions) => void;

const READERS: ReadonlyMap<string, ExtensionReader> = new Map<string, ExtensionReader>([
  ["2.5.29.14", (value, into) => (into.subjectKeyId = keyIdentifier(value))],
  ["2.5.29.15", (value, into) => (into.keyUsage = readKeyUsage(value))],
  ["2.5.29.17", (value, into) => (into.alternativeNames = alternativeNames(value))],
  // issuerAltName and freshestCRL say where to look; what is looked at is the caller's to choose.
  ["2.5.29.18", () => {}],
  ["2.5.29.46", () => {}],
  ["2.5.29.19", (value, into) => (into.basicConstraints = basicConstraints(value))],
  ["2.5.29.30", (value, into) => (into.nameConstraints = readNameConstraints(value))],
  ["2.5.29.31", (value, into) => (into.distributionPoints = readPoints(value))],
  ["2.5.29.32", (value, into) => (into.policies = readPolicyList(value))],
  ["2.5.29.33", (value, into) => (into.policyMappings = readPolicyMappings(value))],
  ["2.5.29.35", (value, into) => Object.assign(into, readAuthorityKey(value))],
  ["2.5.29.36", (value, into) => Object.assign(into, readPolicyConstraints(value))],
  ["2.5.29.37", (value, into) => (into.extendedKeyUsage = readPurposes(value))],
  ["2.5.29.54", (value, into) => (into.inhibitAnyPolicy = readInhibitAnyPolicy(value))],
  ["1.3.6.1.5.5.7.48.1.5", (value, into) => (into.ocspNoCheck = onlyNull(value))],
]);

/** @param reader at Extensions. @throws TrustError */
export function readExtensions(reader: DerReader): Extensions {
  const extensions: Extensions = {};
  for (const { id, critical, value } of readRawExtensions(reader)) {
    const read = READERS.get(id);
    if (read !== undefined) read(value, extensions);
    else if (critical) extensions.unknownCritical ??= id;
  }
  return extensions;
}

function keyIdentifier(value: DerElement): string {
  return value.only(TAG.octetString).hex;
}

/** Also on CRLs. Issuer and serial number are left unread: the key identifier and the signature decide. */
export function authorityKeyIdentifier(value: DerElement): Pick<Extensions, "authorityKeyId"> {
  const reader = value.only(TAG.sequence).enter();
  const keyId = reader.optional(contextPrimitive(0));
  reader.optional(contextConstructed(1));
  reader.optional(contextPrimitive(2));
  reader.finish();
  return keyId === undefined ? {} : { authorityKeyId: keyId.hex };
}

function keyUsage(value: DerElement): ReadonlySet<KeyUsage> {
  const { bytes, unused } = bitString(value.only(TAG.bitString));
  const last = bytes.at(-1);
  if (last === undefined || ((last >> unused) & 1) === 0) throw new TrustError("key-usage");
  return new Set(
    KEY_USAGES.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0),
  );
}

function basicConstraints(value: DerElement): { ca: boolean; pathLength: number | undefined } {
  const reader = value.only(TAG.sequence).enter();
  const ca = readDefaultFalse(reader);
  const pathLength = reader.optional(TAG.integer);
  reader.finish();
  if (pathLength === undefined) return { ca, pathLength: undefined };
  if (!ca) throw new TrustError("basic-constraints");
  return { ca, pathLength: smallInteger(pathLength) };
}

function alternativeNames(value: DerElement): readonly GeneralName[] {
  return readGeneralNames(value.only(TAG.sequence));
}

function purposes(value: DerElement): readonly string[] {
  const reader = value.only(TAG.sequence).enter();
  const found: string[] = [];
  do found.push(oid(reader.read(TAG.oid)));
  while (!reader.atEnd);
  return found;
}

function onlyNull(value: DerElement): true {
  if (value.only(TAG.null).length > 0) throw new TrustError("der-null");
  return true;
}
