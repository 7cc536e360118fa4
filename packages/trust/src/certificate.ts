/** An X.509 certificate (RFC 5280 §4.1), read once: every field that a verdict needs, nothing believed yet. */
import { hash } from "node:crypto";
import { equalBytes } from "./bytes.ts";
import {
  TAG,
  TrustError,
  contextConstructed,
  contextPrimitive,
  enterOnly,
  minimal,
  readTime,
  smallInteger,
  wholeBytes,
} from "./der.ts";
import type { DerReader } from "./der.ts";
import { readExtensions } from "./extensions.ts";
import type { Extensions } from "./extensions.ts";
import { interned } from "./path/interned.ts";
import { readName } from "./path/names.ts";
import type { Name } from "./path/names.ts";
import { readPublicKey, readSignatureAlgorithm } from "./signature.ts";
import type { PublicKey, ReadingOptions, Signed } from "./signature.ts";

export type Certificate = Signed & {
  /** DER, of the whole. */
  readonly encoded: Uint8Array;
  /** Hex, as the CRL of the same issuer writes it. */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  /** Milliseconds since 1970, both ends included. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  /** issuerUniqueID or subjectUniqueID, which RFC 5280 lets CAs not use and readers pass over. */
  readonly uniqueIdentifiers: boolean;
  readonly extensions: Readonly<Extensions>;
};

/** A JPKI certificate has about 1,600 bytes. */
const LARGEST = 16 * 1024;

const readIssuer = interned(readName);

/** SHA-256, hex: for whoever keeps certificates by name. No part of a certificate, for it takes a tenth of a verdict's time. */
export function fingerprintOf(der: Uint8Array): string {
  return hash("sha256", der, "hex");
}

export function isSameCertificate(
  a: Pick<Certificate, "encoded">,
  b: Pick<Certificate, "encoded">,
): boolean {
  return a === b || equalBytes(a.encoded, b.encoded);
}

/** @throws TrustError */
export function parseCertificate(der: Uint8Array, options: ReadingOptions = {}): Certificate {
  if (der.length > LARGEST) throw new TrustError("too-large");
  // A copy of our own: the caller may reuse its buffer while this certificate stays in a cache. From the pool of 8 KB pieces that Node
  // keeps for small ones, for a piece of memory by itself takes longer to get than a tenth of the reading.
  const bytes = Buffer.from(der);
  const outer = enterOnly(bytes, TAG.sequence);
  const tbs = outer.read(TAG.sequence);
  const outerAlgorithm = outer.read(TAG.sequence);
  const signature = wholeBytes(outer.read(TAG.bitString));
  outer.finish();

  const fields = tbs.enter();
  const version = readVersion(fields);
  const serial = minimal(fields.read(TAG.integer)).hex;
  const innerAlgorithm = fields.read(TAG.sequence);
  if (!innerAlgorithm.equals(outerAlgorithm)) {
    throw new TrustError("signature-algorithm-differs");
  }
  const issuer = readIssuer(fields.read(TAG.sequence));
  const validity = fields.enter(TAG.sequence);
  const notBefore = readTime(validity);
  const notAfter = readTime(validity);
  validity.finish();
  const subject = readName(fields.read(TAG.sequence));
  const publicKey = readPublicKey(fields, options);
  const issuerUnique = fields.optional(contextPrimitive(1));
  const subjectUnique = fields.optional(contextPrimitive(2));
  const extensions = fields.optional(contextConstructed(3));
  fields.finish();
  if (extensions !== undefined && version !== 3) throw new TrustError("version");

  return {
    encoded: bytes,
    tbs: tbs.encoded,
    signatureAlgorithm: readSignatureAlgorithm(innerAlgorithm, options),
    signature,
    serial,
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    uniqueIdentifiers: issuerUnique !== undefined || subjectUnique !== undefined,
    extensions: extensions === undefined ? {} : explicitExtensions(extensions.enter()),
  };
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

function explicitExtensions(wrapper: DerReader): Extensions {
  const extensions = readExtensions(wrapper);
  wrapper.finish();
  return extensions;
}
