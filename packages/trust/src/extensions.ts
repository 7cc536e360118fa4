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
  /** A critical extension that is not understood, by its OID. */
  unknownCritical?: string;
};

export type RawExtension = {
  readonly id: string;
  readonly critical: boolean;
  /** An OCTET STRING. */
  readonly value: DerElement;
};

/** @param reader at Extensions. No extension may occur twice. @throws TrustError */
export function readRawExtensions(reader: DerReader): readonly RawExtension[] {
  return readEach(reader, readRaw);
}

function readRaw(element: DerElement): RawExtension {
  const extension = element.enter();
  const id = oid(extension.read(TAG.oid));
  const critical = readDefaultFalse(extension);
  const value = extension.read(TAG.octetString);
  extension.finish();
  return { id, critical, value };
}

function readEach<T extends { readonly id: string }>(
  reader: DerReader,
  read: (element: DerElement) => T,
): readonly T[] {
  const list = reader.enter(TAG.sequence);
  const found: T[] = [];
  const ids = new Set<string>();
  do {
    const extension = read(list.read(TAG.sequence));
    if (ids.has(extension.id)) throw new TrustError("extension-twice");
    ids.add(extension.id);
    found.push(extension);
  } while (!list.atEnd);
  return found;
}

const SUBJECT_KEY_ID = "2.5.29.14";

const READERS = new Map<string, (value: DerElement) => Extensions>([
  [SUBJECT_KEY_ID, (value) => ({ subjectKeyId: keyIdentifier(value) })],
  ["2.5.29.15", (value) => ({ keyUsage: keyUsage(value) })],
  ["2.5.29.17", (value) => ({ alternativeNames: alternativeNames(value) })],
  // issuerAltName and freshestCRL say where to look; what is looked at is the caller's to choose.
  ["2.5.29.18", () => ({})],
  ["2.5.29.46", () => ({})],
  ["2.5.29.19", (value) => ({ basicConstraints: basicConstraints(value) })],
  ["2.5.29.30", (value) => ({ nameConstraints: readNameConstraints(value) })],
  ["2.5.29.31", (value) => ({ distributionPoints: readDistributionPoints(value) })],
  ["2.5.29.32", (value) => ({ policies: readPolicies(value) })],
  ["2.5.29.33", (value) => ({ policyMappings: readPolicyMappings(value) })],
  ["2.5.29.35", authorityKeyIdentifier],
  ["2.5.29.36", readPolicyConstraints],
  ["2.5.29.37", (value) => ({ extendedKeyUsage: purposes(value) })],
  ["2.5.29.54", (value) => ({ inhibitAnyPolicy: readInhibitAnyPolicy(value) })],
  ["1.3.6.1.5.5.7.48.1.5", (value) => ({ ocspNoCheck: onlyNull(value) })],
]);

type CertificateExtension = { readonly id: string; readonly says: Extensions };

/** A CA writes the same extensions into all its certificates, but for the key's identifier. */
const readExtension = interned(
  (element): CertificateExtension => {
    const { id, critical, value } = readRaw(element);
    const read = READERS.get(id);
    if (read !== undefined) return { id, says: read(value) };
    return { id, says: critical ? { unknownCritical: id } : {} };
  },
  ({ id }) => id !== SUBJECT_KEY_ID,
);

/** @param reader at Extensions. @throws TrustError */
export function readExtensions(reader: DerReader): Extensions {
  const extensions: Extensions = {};
  for (const { says } of readEach(reader, readExtension)) Object.assign(extensions, says);
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
