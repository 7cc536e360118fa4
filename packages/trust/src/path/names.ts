/**
 * Names in a form in which equal names are equal strings (RFC 5280 §7): text without regard to its string type, to case, or to
 * the number of spaces; the attributes of one RDN in any order.
 */
import { hex } from "../bytes.ts";
import {
  DerReader,
  TAG,
  TrustError,
  contextConstructed,
  contextPrimitive,
  enterOnly,
  oid,
} from "../der.ts";

export type Name = {
  /** Equal for equal names. */
  readonly key: string;
  /** One key for each RDN, from the root of the directory down. */
  readonly rdns: readonly string[];
  /** The values of emailAddress attributes, as written. */
  readonly emails: readonly string[];
};

export type GeneralName =
  | { readonly kind: "dn"; readonly key: string; readonly name: Name }
  | { readonly kind: "email" | "dns" | "uri"; readonly key: string; readonly value: string }
  | { readonly kind: "ip"; readonly key: string; readonly bytes: Uint8Array }
  | { readonly kind: "other"; readonly key: string; readonly tag: number };

const EMAIL_ADDRESS = "1.2.840.113549.1.9.1";

type Rdn = { readonly key: string; readonly emails: readonly string[] };

/** @param der a Name. @throws TrustError */
export function readName(der: Uint8Array): Name {
  const reader = enterOnly(der, TAG.sequence);
  const rdns: Rdn[] = [];
  while (!reader.atEnd) rdns.push(readRdn(reader.read(TAG.set).content));
  return nameOf(rdns);
}

/** @param content of a RelativeDistinguishedName below `parent`. @throws TrustError */
export function nameBelow(parent: Name, content: Uint8Array): Name {
  const { key, emails } = readRdn(content);
  const rdns = [...parent.rdns, key];
  return { key: rdns.join(), rdns, emails: [...parent.emails, ...emails] };
}

function nameOf(rdns: readonly Rdn[]): Name {
  const keys = rdns.map(({ key }) => key);
  return { key: keys.join(), rdns: keys, emails: rdns.flatMap(({ emails }) => emails) };
}

function readRdn(content: Uint8Array): Rdn {
  const reader = new DerReader(content);
  const keys: string[] = [];
  const emails: string[] = [];
  do {
    const attribute = reader.enter(TAG.sequence);
    const type = oid(attribute.read(TAG.oid));
    const value = attribute.any();
    attribute.finish();
    const text = textOf(value.tag, value.content);
    keys.push(
      JSON.stringify(text === undefined ? [type, 0, hex(value.encoded)] : [type, folded(text)]),
    );
    if (type === EMAIL_ADDRESS && text !== undefined) emails.push(text);
  } while (!reader.atEnd);
  return { key: JSON.stringify(keys.toSorted()), emails };
}

/** The insignificant-space and case rules of RFC 4518, which RFC 5280 §7.1 takes over. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim().replace(/\s+/gu, " ");
}

const ENCODINGS: Readonly<Record<number, string>> = {
  0x0c: "utf-8",
  0x12: "ascii",
  0x13: "ascii",
  0x16: "ascii",
  0x1e: "utf-16be",
};

/** Undefined for a type that is compared byte by byte. */
function textOf(tag: number, content: Uint8Array): string | undefined {
  const encoding = ENCODINGS[tag];
  if (encoding === undefined) return undefined;
  if (encoding === "ascii") return ascii(content);
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw new TrustError("name-text");
  }
}

function ascii(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte === 0 || byte > 0x7f)) throw new TrustError("name-text");
  return new TextDecoder().decode(bytes);
}

/** @param content of GeneralNames, at least one. @throws TrustError */
export function readGeneralNames(content: Uint8Array): readonly GeneralName[] {
  const reader = new DerReader(content);
  const names: GeneralName[] = [];
  do names.push(readGeneralName(reader));
  while (!reader.atEnd);
  return names;
}

export function readGeneralName(reader: DerReader): GeneralName {
  const { tag, content, encoded } = reader.any();
  const key = hex(encoded);
  switch (tag) {
    case contextPrimitive(1):
      return { kind: "email", key, value: ascii(content) };
    case contextPrimitive(2):
      return { kind: "dns", key, value: ascii(content) };
    case contextConstructed(4):
      return directoryName(readName(content));
    case contextPrimitive(6):
      return { kind: "uri", key, value: ascii(content) };
    case contextPrimitive(7):
      return { kind: "ip", key, bytes: content };
    case contextConstructed(0):
    case contextConstructed(3):
    case contextConstructed(5):
    case contextPrimitive(8):
      return { kind: "other", key, tag };
    default:
      throw new TrustError("general-name");
  }
}

export function directoryName(name: Name): GeneralName {
  return { kind: "dn", key: `dn:${name.key}`, name };
}
