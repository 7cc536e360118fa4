/** A certificate read for path validation: all the extensions of RFC 5280 §4.2.1, and names that can be compared. */
import { readCertificateFields } from "../certificate.ts";
import type { Certificate } from "../certificate.ts";
import {
  DerReader,
  TAG,
  TrustError,
  contextPrimitive,
  enterOnly,
  oid,
  smallInteger,
} from "../der.ts";
import { readKnownExtension, readRawExtensions } from "../extensions.ts";
import type { Extensions } from "../extensions.ts";
import { readOldSignatureAlgorithm, readSignatureAlgorithm } from "../signature.ts";
import { readDistributionPoints } from "./distribution-points.ts";
import type { DistributionPoint } from "./distribution-points.ts";
import { readNameConstraints } from "./name-constraints.ts";
import type { NameConstraints } from "./name-constraints.ts";
import { readGeneralNames, readName } from "./names.ts";
import type { GeneralName, Name } from "./names.ts";

export type PathExtensions = Omit<Extensions, "distributionPoints"> & {
  alternativeNames?: readonly GeneralName[];
  nameConstraints?: NameConstraints;
  /** issuerDomainPolicy to its subjectDomainPolicies. */
  policyMappings?: ReadonlyMap<string, readonly string[]>;
  /** SkipCerts. */
  requireExplicitPolicy?: number;
  inhibitPolicyMapping?: number;
  inhibitAnyPolicy?: number;
  distributionPoints?: readonly DistributionPoint[];
  /** id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1): this OCSP responder's own revocation need not be asked for. */
  ocspNoCheck?: true;
  /** The first critical extension that is not understood, by its OID. */
  unknownCritical?: string;
};

export type PathCertificate = Omit<Certificate, "issuer" | "subject" | "extensions"> & {
  readonly issuer: Name;
  readonly subject: Name;
  readonly extensions: Readonly<PathExtensions>;
};

export type ReadingOptions = {
  /** Only for data from before 2014: signatures over SHA-1 count. */
  readonly allowSha1?: boolean;
};

/** Reads a certificate; nothing in it is believed yet. @throws TrustError */
export function readPathCertificate(
  der: Uint8Array,
  options: ReadingOptions = {},
): PathCertificate {
  const readAlgorithm =
    options.allowSha1 === true ? readOldSignatureAlgorithm : readSignatureAlgorithm;
  const { body, extensions } = readCertificateFields(der, readAlgorithm);
  return {
    ...body,
    issuer: readName(body.issuer),
    subject: readName(body.subject),
    extensions: extensions === undefined ? {} : readPathExtensions(extensions),
  };
}

const READERS: Readonly<Record<string, (value: Uint8Array) => PathExtensions>> = {
  "2.5.29.17": (value) => ({ alternativeNames: alternativeNames(value) }),
  // issuerAltName and freshestCRL say where to look; what is looked at is the caller's to choose.
  "2.5.29.18": () => ({}),
  "2.5.29.46": () => ({}),
  "2.5.29.30": (value) => ({ nameConstraints: readNameConstraints(value) }),
  "2.5.29.31": (value) => ({ distributionPoints: readDistributionPoints(value) }),
  "2.5.29.33": (value) => ({ policyMappings: policyMappings(value) }),
  "2.5.29.36": policyConstraints,
  "2.5.29.54": (value) => ({ inhibitAnyPolicy: onlyInteger(value) }),
  "1.3.6.1.5.5.7.48.1.5": (value) => ({ ocspNoCheck: onlyNull(value) }),
};

function readPathExtensions(content: Uint8Array): PathExtensions {
  const wrapper = new DerReader(content);
  const extensions: PathExtensions = {};
  for (const { id, critical, value } of readRawExtensions(wrapper)) {
    const known = Object.hasOwn(READERS, id) ? READERS[id]?.(value) : readKnownExtension(id, value);
    if (known !== undefined) Object.assign(extensions, known);
    else if (critical) extensions.unknownCritical ??= id;
  }
  wrapper.finish();
  return extensions;
}

function alternativeNames(value: Uint8Array): readonly GeneralName[] {
  const reader = new DerReader(value);
  const { content } = reader.read(TAG.sequence);
  reader.finish();
  return readGeneralNames(content);
}

function policyMappings(value: Uint8Array): ReadonlyMap<string, readonly string[]> {
  const reader = enterOnly(value, TAG.sequence);
  const mappings = new Map<string, string[]>();
  do {
    const mapping = reader.enter(TAG.sequence);
    const from = oid(mapping.read(TAG.oid));
    const to = oid(mapping.read(TAG.oid));
    mapping.finish();
    const known = mappings.get(from);
    if (known === undefined) mappings.set(from, [to]);
    else if (!known.includes(to)) known.push(to);
  } while (!reader.atEnd);
  return mappings;
}

function policyConstraints(value: Uint8Array): PathExtensions {
  const reader = enterOnly(value, TAG.sequence);
  const explicit = reader.optional(contextPrimitive(0));
  const mapping = reader.optional(contextPrimitive(1));
  reader.finish();
  return {
    ...(explicit === undefined ? {} : { requireExplicitPolicy: smallInteger(explicit) }),
    ...(mapping === undefined ? {} : { inhibitPolicyMapping: smallInteger(mapping) }),
  };
}

function onlyInteger(value: Uint8Array): number {
  const reader = new DerReader(value);
  const integer = smallInteger(reader.read(TAG.integer));
  reader.finish();
  return integer;
}

function onlyNull(value: Uint8Array): true {
  const reader = new DerReader(value);
  const { content } = reader.read(TAG.null);
  reader.finish();
  if (content.length > 0) throw new TrustError("der-null");
  return true;
}
