/** An X.509 certificate (RFC 5280 §4.1), read once: every field that a verdict needs, nothing believed yet. */
import { createHash } from "node:crypto";
import { equalBytes, hex } from "./bytes.ts";
import {
  DerReader,
  TAG,
  TrustError,
  contextConstructed,
  contextPrimitive,
  enterOnly,
  integerBytes,
  oid,
  readTime,
  smallInteger,
  wholeBytes,
} from "./der.ts";
import { readExtensions } from "./extensions.ts";
import type { Extensions } from "./extensions.ts";
import { readPublicKey, readSignatureAlgorithm } from "./signature.ts";
import type { PublicKey, SignatureAlgorithm } from "./signature.ts";

export type Certificate = {
  /** SHA-256 of the whole certificate, hex. */
  readonly fingerprint: string;
  /** The bytes that the issuer signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** Hex, as the CRL of the same issuer writes it. */
  readonly serial: string;
  /** DER of the Name. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Milliseconds since 1970, both ends included. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  readonly extensions: Readonly<Extensions>;
};

/** A JPKI certificate has about 1,600 bytes. */
const LARGEST = 16 * 1024;

const COMMON_NAME = "2.5.4.3";

export function fingerprintOf(der: Uint8Array): string {
  return createHash("sha256").update(der).digest("hex");
}

/** @throws TrustError */
export function parseCertificate(der: Uint8Array): Certificate {
  const { body, uniqueIdentifiers, extensions } = readCertificateFields(der);
  if (uniqueIdentifiers) throw new TrustError("unique-identifier");
  return { ...body, extensions: extensions === undefined ? {} : explicitExtensions(extensions) };
}

export type CertificateFields = {
  /** All but the extensions. */
  readonly body: Omit<Certificate, "extensions">;
  /** issuerUniqueID or subjectUniqueID, which RFC 5280 lets CAs not use and readers pass over. */
  readonly uniqueIdentifiers: boolean;
  /** The content of [3]: Extensions. */
  readonly extensions: Uint8Array | undefined;
};

/** @throws TrustError */
export function readCertificateFields(
  der: Uint8Array,
  readAlgorithm: (reader: DerReader) => SignatureAlgorithm = readSignatureAlgorithm,
): CertificateFields {
  if (der.length > LARGEST) throw new TrustError("too-large");
  // A copy of our own: the caller may reuse its buffer while this certificate stays in a cache.
  const bytes = Uint8Array.from(der);
  const outer = enterOnly(bytes, TAG.sequence);
  const tbs = outer.read(TAG.sequence);
  const outerAlgorithm = outer.read(TAG.sequence);
  const signature = wholeBytes(outer.read(TAG.bitString));
  outer.finish();

  const fields = new DerReader(tbs.content);
  const version = readVersion(fields);
  const serial = hex(integerBytes(fields.read(TAG.integer)));
  const innerAlgorithm = fields.read(TAG.sequence);
  if (!equalBytes(innerAlgorithm.encoded, outerAlgorithm.encoded)) {
    throw new TrustError("signature-algorithm-differs");
  }
  const issuer = fields.read(TAG.sequence).encoded;
  const validity = fields.enter(TAG.sequence);
  const notBefore = readTime(validity);
  const notAfter = readTime(validity);
  validity.finish();
  const subject = fields.read(TAG.sequence).encoded;
  const publicKey = readPublicKey(fields);
  const issuerUnique = fields.optional(contextPrimitive(1));
  const subjectUnique = fields.optional(contextPrimitive(2));
  const extensions = fields.optional(contextConstructed(3));
  fields.finish();
  if (extensions !== undefined && version !== 3) throw new TrustError("version");

  const body = {
    fingerprint: fingerprintOf(bytes),
    tbs: tbs.encoded,
    signatureAlgorithm: readAlgorithm(new DerReader(innerAlgorithm.encoded)),
    signature,
    serial,
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
  };
  const uniqueIdentifiers = issuerUnique !== undefined || subjectUnique !== undefined;
  return { body, uniqueIdentifiers, extensions: extensions?.content };
}

/** [0] EXPLICIT INTEGER, left out for version 1. */
function readVersion(fields: DerReader): number {
  if (fields.peek() !== contextConstructed(0)) return 1;
  const wrapper = fields.enter(contextConstructed(0));
  const version = smallInteger(wrapper.read(TAG.integer)) + 1;
  wrapper.finish();
  if (version !== 2 && version !== 3) throw new TrustError("version");
  return version;
}

function explicitExtensions(content: Uint8Array): Extensions {
  const wrapper = new DerReader(content);
  const extensions = readExtensions(wrapper);
  wrapper.finish();
  return extensions;
}

/** The one CN of a Name: for a JPKI user certificate the 発行番号. @throws TrustError when there is none, or several. */
export function commonName(name: Uint8Array): string {
  const found: string[] = [];
  const relativeNames = enterOnly(name, TAG.sequence);
  while (!relativeNames.atEnd) {
    const attributes = relativeNames.enter(TAG.set);
    while (!attributes.atEnd) {
      const attribute = attributes.enter(TAG.sequence);
      const type = oid(attribute.read(TAG.oid));
      const value = attribute.any();
      attribute.finish();
      if (type !== COMMON_NAME) continue;
      if (value.tag !== TAG.printableString && value.tag !== TAG.utf8String)
        throw new TrustError("subject");
      found.push(new TextDecoder().decode(value.content));
    }
  }
  const [only] = found;
  if (only === undefined || found.length !== 1) throw new TrustError("subject");
  return only;
}
