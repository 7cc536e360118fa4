/**
 * A strict reader of DER (ITU-T X.690): definite, minimal lengths; one-byte tags; canonical values; nothing left over.
 * It walks forward by offsets and never copies or recurses, so the work is bounded by the length of the input.
 */

import { hex, latin1 } from "./bytes.ts";

/** What was offered cannot be used. `detail` is a machine word for logs and tests, never for a patient. */
export class TrustError extends Error {
  readonly detail: string;

  constructor(detail: string) {
    super(detail);
    this.name = "TrustError";
    this.detail = detail;
  }
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** [n] IMPLICIT of a primitive type. */
export const contextPrimitive = (n: number): number => 0x80 | n;
/** [n] EXPLICIT, or IMPLICIT of a constructed type. */
export const contextConstructed = (n: number): number => 0xa0 | n;

/** Where an element stands in the bytes it was read from. Views of its parts are made only when asked for: they cost more than reading. */
export class DerElement {
  readonly tag: number;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #contentStart: number;
  readonly #end: number;

  constructor(tag: number, bytes: Uint8Array, start: number, contentStart: number, end: number) {
    this.tag = tag;
    this.#bytes = bytes;
    this.#start = start;
    this.#contentStart = contentStart;
    this.#end = end;
  }

  /** Tag, length and content. */
  get encoded(): Uint8Array {
    return this.#view(this.#start);
  }

  get content(): Uint8Array {
    return this.from(0);
  }

  /** The content but for its first bytes. */
  from(index: number): Uint8Array {
    return this.#view(this.#contentStart + index);
  }

  /** Tag, length and content, one character a byte: equal for equal elements. */
  get key(): string {
    return latin1(this.#bytes, this.#start, this.#end);
  }

  /** The content, one character a byte. */
  get latin1(): string {
    return latin1(this.#bytes, this.#contentStart, this.#end);
  }

  /** The content. */
  get hex(): string {
    return hex(this.#bytes, this.#contentStart, this.#end);
  }

  /** Of the content. */
  get length(): number {
    return this.#end - this.#contentStart;
  }

  /** A byte of the content. */
  at(index: number): number {
    return this.#bytes[this.#contentStart + index] ?? 0;
  }

  /** Tag and content. */
  equals(other: DerElement): boolean {
    if (this.tag !== other.tag || this.length !== other.length) return false;
    const [mine, theirs] = [this.#bytes, other.#bytes];
    const ahead = other.#contentStart - this.#contentStart;
    for (let index = this.#contentStart; index < this.#end; index += 1) {
      if (mine[index] !== theirs[index + ahead]) return false;
    }
    return true;
  }

  /** The elements inside. */
  enter(): DerReader {
    return new DerReader(this.#bytes, this.#contentStart, this.#end);
  }

  /** The one element inside. @throws TrustError unless there is just that one, of this tag. */
  only(tag: number): DerElement {
    const reader = this.enter();
    const element = reader.read(tag);
    reader.finish();
    return element;
  }

  #view(start: number): Uint8Array {
    const { buffer, byteOffset } = this.#bytes;
    return new Uint8Array(buffer, byteOffset + start, this.#end - start);
  }
}

export class DerReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #offset: number;

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.#bytes = bytes;
    this.#offset = start;
    this.#end = end;
  }

  get atEnd(): boolean {
    return this.#offset === this.#end;
  }

  peek(): number | undefined {
    return this.atEnd ? undefined : this.#bytes[this.#offset];
  }

  /** @throws TrustError unless the next element is well encoded and has this tag. */
  read(tag: number): DerElement {
    const element = this.any();
    if (element.tag !== tag) throw new TrustError("der-tag");
    return element;
  }

  optional(tag: number): DerElement | undefined {
    return this.peek() === tag ? this.any() : undefined;
  }

  /** The elements inside the next one. */
  enter(tag: number): DerReader {
    if (this.#byte() !== tag) throw new TrustError("der-tag");
    const end = this.#contentEnd();
    const inner = new DerReader(this.#bytes, this.#offset, end);
    this.#offset = end;
    return inner;
  }

  any(): DerElement {
    const start = this.#offset;
    const tag = this.#byte();
    if ((tag & 0x1f) === 0x1f) throw new TrustError("der-long-tag");
    const end = this.#contentEnd();
    const element = new DerElement(tag, this.#bytes, start, this.#offset, end);
    this.#offset = end;
    return element;
  }

  /** @throws TrustError when anything follows. */
  finish(): void {
    if (!this.atEnd) throw new TrustError("der-trailing");
  }

  #byte(): number {
    const byte = this.#offset < this.#end ? this.#bytes[this.#offset] : undefined;
    if (byte === undefined) throw new TrustError("der-truncated");
    this.#offset += 1;
    return byte;
  }

  /** Reads a length, and leaves the reader at the content. */
  #contentEnd(): number {
    const length = this.#length();
    const end = this.#offset + length;
    if (end > this.#end) throw new TrustError("der-truncated");
    return end;
  }

  #length(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new TrustError("der-length");
    let length = 0;
    for (let index = 0; index < count; index += 1) length = length * 0x100 + this.#byte();
    const shortest = length < 0x80 ? 0 : Math.ceil((32 - Math.clz32(length)) / 8);
    if (count !== shortest) throw new TrustError("der-length");
    return length;
  }
}

/** The only element in `bytes`, entered. */
export function enterOnly(bytes: Uint8Array, tag: number): DerReader {
  const reader = new DerReader(bytes);
  const inner = reader.enter(tag);
  reader.finish();
  return inner;
}

/**
 * BOOLEAN DEFAULT FALSE. DER leaves FALSE out, yet authorities do write it in cA and critical, and it can mean nothing else: the one
 * place where we read what DER forbids.
 */
export function readDefaultFalse(reader: DerReader, tag: number = TAG.boolean): boolean {
  const element = reader.optional(tag);
  if (element === undefined) return false;
  const byte = element.at(0);
  if (element.length !== 1 || (byte !== 0 && byte !== 0xff)) throw new TrustError("der-boolean");
  return byte === 0xff;
}

/** The same INTEGER or ENUMERATED, if its two's-complement bytes are minimal. @throws TrustError */
export function minimal(element: DerElement): DerElement {
  const { length } = element;
  if (length === 0) throw new TrustError("der-integer");
  const first = element.at(0);
  const second = element.at(1);
  if (length > 1 && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80)) {
    throw new TrustError("der-integer");
  }
  return element;
}

/** A positive INTEGER without its sign byte. */
export function positiveBytes(element: DerElement): Uint8Array {
  const first = minimal(element).at(0);
  if (first >= 0x80 || (first === 0 && element.length === 1)) throw new TrustError("der-integer");
  return element.from(first === 0 ? 1 : 0);
}

/** A non-negative INTEGER or ENUMERATED below 2^31. */
export function smallInteger(element: DerElement): number {
  const { length } = minimal(element);
  if (length > 4 || element.at(0) >= 0x80) throw new TrustError("der-integer");
  let value = 0;
  for (let index = 0; index < length; index += 1) value = value * 0x100 + element.at(index);
  return value;
}

export type BitString = { readonly bytes: Uint8Array; readonly unused: number };

export function bitString(element: DerElement): BitString {
  const { length } = element;
  const unused = element.at(0);
  if (length === 0 || unused > 7) throw new TrustError("der-bit-string");
  if (length === 1 ? unused !== 0 : (element.at(length - 1) & ((1 << unused) - 1)) !== 0) {
    throw new TrustError("der-bit-string");
  }
  return { bytes: element.from(1), unused };
}

/** A BIT STRING of whole bytes: keys and signatures. */
export function wholeBytes(element: DerElement): Uint8Array {
  const { bytes, unused } = bitString(element);
  if (unused !== 0) throw new TrustError("der-bit-string");
  return bytes;
}

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime in the one form RFC 5280 §4.1.2.5 allows: seconds and Z. */
export function readTime(reader: DerReader): number {
  const element = reader.any();
  const { tag, length } = element;
  const yearDigits = tag === TAG.utcTime ? 2 : 4;
  const isTime = tag === TAG.utcTime || tag === TAG.generalizedTime;
  if (!isTime || length !== yearDigits + 11 || element.at(length - 1) !== 0x5a) {
    throw new TrustError("der-time");
  }
  const written = decimal(element, 0, yearDigits);
  const year = tag === TAG.generalizedTime ? written : written + (written < 50 ? 2000 : 1900);
  const month = decimal(element, yearDigits, yearDigits + 2);
  const day = decimal(element, yearDigits + 2, yearDigits + 4);
  const hour = decimal(element, yearDigits + 4, yearDigits + 6);
  const minute = decimal(element, yearDigits + 6, yearDigits + 8);
  const second = decimal(element, yearDigits + 8, yearDigits + 10);
  const isMonth = year >= 1000 && month >= 1 && month <= 12;
  // A day too many would lie in the next month.
  const isDay = day >= 1 && Date.UTC(year, month - 1, day) < Date.UTC(year, month);
  if (!isMonth || !isDay || hour > 23 || minute > 59 || second > 59) {
    throw new TrustError("der-time");
  }
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function decimal(element: DerElement, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const digit = element.at(index) - 0x30;
    if (digit < 0 || digit > 9) throw new TrustError("der-time");
    value = value * 10 + digit;
  }
  return value;
}
