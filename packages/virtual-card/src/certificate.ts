/**
 * Signs X.509 certificates and revocation lists (RFC 5280) in the shape of the public JPKI ones: distribution points
 * and alternative names are directory names, never URLs.
 */
import { createHash, type KeyObject, sign } from "node:crypto";
import { readTlvs } from "@madoguchi/card";
import type { Temporal } from "temporal-polyfill";
import * as der from "./der.ts";

/** Attribute type and value, most general first. */
export type Name = readonly (readonly ["C" | "O" | "OU" | "L" | "CN", string])[];

const attributeOids = { C: "2.5.4.6", O: "2.5.4.10", OU: "2.5.4.11", L: "2.5.4.7", CN: "2.5.4.3" };

export const keyUsage = {
  digitalSignature: 0x80,
  nonRepudiation: 0x40,
  keyCertSign: 0x04,
  crlSign: 0x02,
} as const;

export type Issuer = {
  readonly name: Name;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
};

export type CertificateFacts = {
  readonly serial: bigint;
  readonly subject: Name;
  readonly publicKey: KeyObject;
  readonly notBefore: Temporal.Instant;
  readonly notAfter: Temporal.Instant;
  readonly extensions: readonly der.Der[];
};

/** CRLReason of RFC 5280 §5.3.1. */
export const revocationReason = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
} as const;

export type Revocation = {
  readonly serial: bigint;
  readonly at: Temporal.Instant;
  readonly reason: keyof typeof revocationReason;
};

export type CrlFacts = {
  readonly number: number;
  readonly thisUpdate: Temporal.Instant;
  readonly nextUpdate: Temporal.Instant;
  readonly revoked: readonly Revocation[];
  /** Makes the list one partition: it then covers only certificates whose distribution point has this name. */
  readonly partition?: Name;
};

/** @returns the certificate in DER */
export function signCertificate(issuer: Issuer, facts: CertificateFacts): Uint8Array {
  const { publicKey, extensions } = facts;
  return signed(issuer, [
    der.context(0, der.integer(2)),
    der.integer(facts.serial),
    signatureAlgorithm(issuer.privateKey).identifier,
    encodeName(issuer.name),
    der.sequence(der.time(facts.notBefore), der.time(facts.notAfter)),
    encodeName(facts.subject),
    publicKey.export({ type: "spki", format: "der" }),
    der.context(
      3,
      der.sequence(
        authorityKeyIdentifier(issuer.publicKey),
        extension("2.5.29.14", der.octets(keyIdentifier(publicKey, "sha1"))),
        ...extensions,
      ),
    ),
  ]);
}

/** @returns the certificate revocation list in DER */
export function signCrl(issuer: Issuer, facts: CrlFacts): Uint8Array {
  const { revoked, partition } = facts;
  const entries = revoked.map((entry) =>
    der.sequence(
      der.integer(entry.serial),
      der.time(entry.at),
      der.sequence(extension("2.5.29.21", der.enumerated(revocationReason[entry.reason]))),
    ),
  );
  return signed(issuer, [
    der.integer(1),
    signatureAlgorithm(issuer.privateKey).identifier,
    encodeName(issuer.name),
    der.time(facts.thisUpdate),
    der.time(facts.nextUpdate),
    ...(entries.length === 0 ? [] : [der.sequence(...entries)]),
    der.context(
      0,
      der.sequence(
        authorityKeyIdentifier(issuer.publicKey),
        extension("2.5.29.20", der.integer(facts.number)),
        ...(partition ? [extension("2.5.29.28", distributionPoint(partition), "critical")] : []),
      ),
    ),
  ]);
}

/** The usual extensions, each ready to go into a certificate. */
export const extensions = {
  keyUsage: (flags: number) => extension("2.5.29.15", der.namedBits(flags), "critical"),
  certificateAuthority: () => extension("2.5.29.19", der.sequence(der.yes), "critical"),
  policy: (policy: string) =>
    extension("2.5.29.32", der.sequence(der.sequence(der.oid(policy))), "critical"),
  subjectAlternativeName: (name: Name) => extension("2.5.29.17", der.sequence(directoryName(name))),
  issuerAlternativeName: (name: Name) => extension("2.5.29.18", der.sequence(directoryName(name))),
  /** SAN of otherNames, each a UTF8String. */
  subjectOtherNames: (names: readonly (readonly [oid: string, text: string])[]) =>
    extension(
      "2.5.29.17",
      der.sequence(
        ...names.map(([oid, text]) => der.context(0, der.oid(oid), der.context(0, der.utf8(text)))),
      ),
    ),
  crlDistributionPoint: (name: Name) =>
    extension("2.5.29.31", der.sequence(distributionPoint(name))),
  /** Where to ask by OCSP (RFC 5280 §4.2.2.1). */
  ocspResponder: (url: string) =>
    extension(
      "1.3.6.1.5.5.7.1.1",
      der.sequence(der.sequence(der.oid("1.3.6.1.5.5.7.48.1"), der.uniformResource(url))),
    ),
  ocspSigning: () => extension("2.5.29.37", der.sequence(der.oid("1.3.6.1.5.5.7.3.9")), "critical"),
  /** id-pkix-ocsp-nocheck: whoever asks need not ask about the responder too (RFC 6960 §4.2.2.2.1). */
  ocspNoCheck: () => extension("1.3.6.1.5.5.7.48.1.5", der.nothing),
};

/** By the key: RSA of today's service, ECDSA on P-384 of the next one (RFC 4055, RFC 5758). */
function signatureAlgorithm(key: KeyObject) {
  return key.asymmetricKeyType === "ec"
    ? { hash: "sha384", identifier: der.sequence(der.oid("1.2.840.10045.4.3.3")) }
    : {
        hash: "sha256",
        identifier: der.sequence(der.oid("1.2.840.113549.1.1.11"), der.nothing),
      };
}

/** `content`, its algorithm and its signature: the outer form of certificates, lists and OCSP answers alike. */
export function signed(
  { privateKey }: Pick<Issuer, "privateKey">,
  fields: readonly der.Der[],
  ...unsigned: readonly der.Der[]
): Uint8Array {
  const { hash, identifier } = signatureAlgorithm(privateKey);
  const content = der.sequence(...fields);
  const signature = der.bits(sign(hash, content, privateKey));
  return der.sequence(content, identifier, signature, ...unsigned);
}

export function extension(id: string, value: der.Der, critical?: "critical"): der.Der {
  return der.sequence(der.oid(id), ...(critical ? [der.yes] : []), der.octets(value));
}

export function encodeName(name: Name): der.Der {
  return der.sequence(
    ...name.map(([type, value]) =>
      der.set(
        der.sequence(
          der.oid(attributeOids[type]),
          type === "C" ? der.printable(value) : der.utf8(value),
        ),
      ),
    ),
  );
}

function directoryName(name: Name): der.Der {
  return der.context(4, encodeName(name));
}

/** DistributionPoint and IssuingDistributionPoint write a full name in the same way. */
function distributionPoint(name: Name): der.Der {
  return der.sequence(der.context(0, der.context(0, directoryName(name))));
}

function authorityKeyIdentifier(key: KeyObject): der.Der {
  const identifier = der.contextPrimitive(0, keyIdentifier(key, "sha1"));
  return extension("2.5.29.35", der.sequence(identifier));
}

/** The hash of the key's bits without their algorithm; with SHA-1 method 1 of RFC 5280 §4.2.1.2. */
export function keyIdentifier(key: KeyObject, hash: "sha1" | "sha256"): Uint8Array {
  const [info] = readTlvs(key.export({ type: "spki", format: "der" }));
  const [, bits] = readTlvs(info?.value ?? new Uint8Array());
  // The first octet of a BIT STRING counts its unused bits.
  return createHash(hash)
    .update(bits?.value.subarray(1) ?? new Uint8Array())
    .digest();
}
