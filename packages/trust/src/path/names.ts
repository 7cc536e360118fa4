/**
 * Names in a form in which equal names are equal strings (RFC 5280 §7): text without regard to its string type, to case, or to
 * the number of spaces; the attributes of one RDN in any order.
 */
import { hex } from "../bytes.ts";
import { DerReader, TAG, TrustError, contextConstructed, contextPrimitive } from "../der.ts";
import type { DerElement } from "../der.ts";
import { oid } from "../oid.ts";

export type DirectoryName = {
  /** Equal for equal names. */
  readonly key: string;
  /** One key for each RDN, from the root of the directory down. */
  readonly rdns: readonly string[];
};

export type Name = DirectoryName & {
  /** DER. */
  readonly encoded: Uint8Array;
  /** The values of commonName and emailAddress attributes, as written. */
  readonly commonNames: readonly string[];
  readonly emails: readonly string[];
};

export type GeneralName =
  | { readonly kind: "dn"; readonly key: string; readonly name: DirectoryName }
  | { readonly kind: "email" | "dns" | "uri"; readonly key: string; readonly value: string }
  | { readonly kind: "ip"; readonly key: string; readonly bytes: Uint8Array }
  | { readonly kind: "other"; readonly key: string; readonly tag: number };

const COMMON_NAME = "2.5.4.3";
const EMAIL_ADDRESS = "1.2.840.113549.1.9.1";

type Attribute = { readonly type: string; readonly key: string; readonly text: string | undefined };

/** @param element a Name. @throws TrustError */
export function readName(element: DerElement): Name {
  const reader = element.enter();
  const rdns: string[] = [];
  const commonNames: string[] = [];
  const emails: string[] = [];
  while (!reader.atEnd) {
    const rdn = readRdn(reader.enter(TAG.set));
    rdns.push(keyOf(rdn));
    for (const { type, text } of rdn) {
      if (text === undefined) continue;
      if (type === COMMON_NAME) commonNames.push(text);
      else if (type === EMAIL_ADDRESS) emails.push(text);
    }
  }
  return { key: rdns.join(), rdns, encoded: element.encoded, commonNames, emails };
}

/** @param content of a RelativeDistinguishedName below `parent`. @throws TrustError */
export function nameBelow(parent: DirectoryName, content: Uint8Array): DirectoryName {
  const rdns = [...parent.rdns, keyOf(readRdn(new DerReader(content)))];
  return { key: rdns.join(), rdns };
}

function readRdn(reader: DerReader): readonly Attribute[] {
  const attributes: Attribute[] = [];
  do {
    const attribute = reader.enter(TAG.sequence);
    const type = oid(attribute.read(TAG.oid));
    const value = attribute.any();
    attribute.finish();
    const text = textOf(value);
    const key =
      text === undefined
        ? `${type}#${hex(value.encoded)}`
        : `${type}=${JSON.stringify(folded(text))}`;
    attributes.push({ type, key, text });
  } while (!reader.atEnd);
  return attributes;
}

function keyOf(rdn: readonly Attribute[]): string {
  const [only, another] = rdn;
  if (only !== undefined && another === undefined) return only.key;
  return rdn
    .map(({ key }) => key)
    .toSorted()
    .join("+");
}

/** The insignificant-space and case rules of RFC 4518, which RFC 5280 §7.1 takes over. */
function folded(text: string): string {
  // Nearly all names are plain words with one space between them.
  const isPlain = /^[!-~]+(?: [!-~]+)*$/.test(text);
  return isPlain
    ? text.toLowerCase()
    : text.normalize("NFKC").toLowerCase().trim().replace(/\s+/gu, " ");
}

const ENCODINGS: Readonly<Record<number, "ascii" | "utf-8" | "utf-16be">> = {
  0x0c: "utf-8",
  0x12: "ascii",
  0x13: "ascii",
  0x16: "ascii",
  0x1e: "utf-16be",
};

/** Undefined for a type that is compared byte by byte. */
function textOf(element: DerElement): string | undefined {
  const encoding = ENCODINGS[element.tag];
  if (encoding === undefined) return undefined;
  const plain = encoding === "utf-16be" ? undefined : asciiOf(element);
  if (plain !== undefined) return plain;
  if (encoding === "ascii") throw new TrustError("name-text");
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(element.content);
  } catch {
    throw new TrustError("name-text");
  }
}

/** Undefined when there is any other character in it. */
function asciiOf(element: DerElement): string | undefined {
  for (let index = 0; index < element.length; index += 1) {
    const byte = element.at(index);
    if (byte === 0 || byte > 0x7f) return undefined;
  }
  return element.latin1;
}

function ascii(element: DerElement): string {
  const text = asciiOf(element);
  if (text === undefined) throw new TrustError("name-text");
  return text;
}

/** @param list GeneralNames, at least one. @throws TrustError */
export function readGeneralNames(list: DerElement): readonly GeneralName[] {
  const reader = list.enter();
  const names: GeneralName[] = [];
  do names.push(readGeneralName(reader));
  while (!reader.atEnd);
  return names;
}

export function readGeneralName(reader: DerReader): GeneralName {
  const element = reader.any();
  const { tag } = element;
  switch (tag) {
    case contextPrimitive(1):
      return { kind: "email", key: keyOfOther(element), value: ascii(element) };
    case contextPrimitive(2):
      return { kind: "dns", key: keyOfOther(element), value: ascii(element) };
    case contextConstructed(4):
      return directoryName(readName(element.only(TAG.sequence)));
    case contextPrimitive(6):
      return { kind: "uri", key: keyOfOther(element), value: ascii(element) };
    case contextPrimitive(7):
      return { kind: "ip", key: keyOfOther(element), bytes: element.content };
    case contextConstructed(0):
    case contextConstructed(3):
    case contextConstructed(5):
    case contextPrimitive(8):
      return { kind: "other", key: keyOfOther(element), tag };
    default:
      throw new TrustError("general-name");
  }
}

/** Of any name but directory names: its bytes. */
function keyOfOther(element: DerElement): string {
  return hex(element.encoded);
}

export function directoryName(name: DirectoryName): GeneralName {
  return { kind: "dn", key: `dn:${name.key}`, name };
}
