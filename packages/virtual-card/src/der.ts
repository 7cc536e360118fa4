/** Writes DER (ITU-T X.690): just the types that certificates and revocation lists need. */
import type { Temporal } from "temporal-polyfill";

/** One complete tag-length-value. */
export type Der = Uint8Array;

export const sequence = (...items: readonly Der[]): Der => tagged(0x30, ...items);
export const set = (...items: readonly Der[]): Der => tagged(0x31, ...items);
export const nothing: Der = Uint8Array.of(0x05, 0x00);
export const yes: Der = Uint8Array.of(0x01, 0x01, 0xff);
export const octets = (content: Uint8Array): Der => tagged(0x04, content);
export const utf8 = (text: string): Der => tagged(0x0c, new TextEncoder().encode(text));
/** `text` must be letters, digits, space and a few signs: the caller's constants and codes are. */
export const printable = (text: string): Der => tagged(0x13, new TextEncoder().encode(text));
/** EXPLICIT [number], or an IMPLICIT constructed one when the caller passes the inner items. */
export const context = (number: number, ...items: readonly Der[]): Der =>
  tagged(0xa0 | number, ...items);
/** IMPLICIT [number] of a primitive type. */
export const contextPrimitive = (number: number, content: Uint8Array): Der =>
  tagged(0x80 | number, content);
/** uniformResourceIdentifier of GeneralName. */
export const uniformResource = (url: string): Der =>
  contextPrimitive(6, new TextEncoder().encode(url));
/** A whole number of octets: keys and signatures. */
export const bits = (content: Uint8Array): Der => tagged(0x03, Uint8Array.of(0), content);
/** Named bits, bit 0 first, without trailing zeros as DER wants it. */
export const namedBits = (flags: number): Der => {
  const unused = flags === 0 ? 0 : 31 - Math.clz32(flags & -flags);
  return tagged(0x03, Uint8Array.of(unused, flags));
};

/** A non-negative integer. */
export function integer(value: bigint | number): Der {
  const hex = value.toString(16);
  const magnitude = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  const negative = ((magnitude[0] ?? 0) & 0x80) !== 0;
  return negative ? tagged(0x02, Uint8Array.of(0), magnitude) : tagged(0x02, magnitude);
}

export function enumerated(value: number): Der {
  return tagged(0x0a, Uint8Array.of(value));
}

/** `dotted` as in "1.2.840.113549". */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tagged(0x06, ...[first * 40 + second, ...rest].map(base128));
}

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280 §4.1.2.5). Whole seconds. */
export function time(instant: Temporal.Instant): Der {
  const digits = wholeSeconds(instant);
  if (Number(digits.slice(0, 4)) >= 2050) return generalizedTime(instant);
  return tagged(0x17, new TextEncoder().encode(digits.slice(2)));
}

/** Whole seconds. */
export function generalizedTime(instant: Temporal.Instant): Der {
  return tagged(0x18, new TextEncoder().encode(wholeSeconds(instant)));
}

/** YYYYMMDDHHMMSSZ */
function wholeSeconds(instant: Temporal.Instant): string {
  return `${instant
    .round("second")
    .toString()
    .replaceAll(/[-:TZ]/g, "")}Z`;
}

function base128(value: number): Uint8Array {
  const groups = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    groups.unshift((rest % 128) | 0x80);
  }
  return Uint8Array.from(groups);
}

/** Any tag with any content; also what the card's own BER files (tags such as FF 20) are written with. */
export function tagged(tag: number, ...parts: readonly Uint8Array[]): Der {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [...(tag > 0xff ? [tag >> 8, tag & 0xff] : [tag]), ...lengthOctets(length)];
  const out = new Uint8Array(head.length + length);
  out.set(head);
  let at = head.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  return [0x82, length >> 8, length & 0xff];
}
