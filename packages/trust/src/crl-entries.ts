/**
 * The entries of a CRL, found by serial number without an object for each: the list's own bytes, and a table of offsets into them.
 */
import { randomInt } from "node:crypto";
import { hex } from "./bytes.ts";
import { DerReader, TAG, TrustError, minimal, readTime, smallInteger } from "./der.ts";
import type { DerElement } from "./der.ts";
import { readRawExtensions } from "./extensions.ts";
import { readGeneralNames } from "./path/names.ts";
import type { Turns } from "./turns.ts";

/** CRLReason by its number. JPKI writes affiliationChanged when 記載事項 change; removeFromCRL belongs to delta lists. */
const REASONS = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  undefined,
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
] as const;

export type RevocationReason = Exclude<(typeof REASONS)[number], undefined | "removeFromCRL">;

export type CrlEntry = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reason: RevocationReason | "removeFromCRL";
};

/** What a list's entries may say. */
export type ListKind = {
  /** The key of the list's own issuer's name. */
  readonly issuer: string;
  /** Entries may name another issuer. */
  readonly indirect: boolean;
  /** Entries may take a certificate off the list. */
  readonly delta: boolean;
};

/** How many entries are read between two pauses: a few milliseconds' work. */
const SLICE = 10_000;

/** Sequence, serial number of one byte, UTCTime: no entry is shorter. */
const SHORTEST = 20;

/** Serial numbers in hex, as certificates have them. */
export class CrlEntries {
  readonly #content: Uint8Array;
  /** Offsets, each one higher than it is, at the place that the serial number's hash names or the next free one. */
  readonly #table: Uint32Array;
  /** So that nobody can write a list whose numbers all fall on one place. */
  readonly #seed = randomInt(2 ** 32);
  /** Of an indirect list: offsets by the name of another certificate issuer, then by serial number. */
  readonly #ofOthers = new Map<string, Map<string, number>>();
  #size = 0;

  private constructor(content: Uint8Array) {
    this.#content = content;
    const most = content.length / SHORTEST;
    this.#table = new Uint32Array(2 ** Math.ceil(Math.log2(most + most / 4 + 2)));
  }

  /**
   * Reads every entry once, and pauses (yields) now and then, so that a caller with other work to do can see to it.
   * @param content of revokedCertificates, which must not change any more. @throws TrustError
   */
  static *index(content: Uint8Array, kind: ListKind): Turns<CrlEntries> {
    const entries = new CrlEntries(content);
    let ofOther: Map<string, number> | undefined;
    let offset = 0;
    while (offset < content.length) {
      const ordinary = ordinaryLength(content, offset);
      const { length, certificateIssuer } =
        ordinary > 0 ? { length: ordinary } : readOther(content, offset, kind);
      // An entry without a certificateIssuer belongs to the same one as the entry before it.
      if (certificateIssuer !== undefined) {
        ofOther = entries.#numbersOf(certificateIssuer, kind);
      }
      if (ofOther === undefined) entries.#put(offset);
      else ofOther.set(hex(content.subarray(...serialAt(content, offset))), offset);
      offset += length;
      entries.#size += 1;
      if (entries.#size % SLICE === 0) yield;
    }
    return entries;
  }

  /** How many the list has. */
  get size(): number {
    return this.#size;
  }

  /** @param serial in hex, as certificates have it. @param issuer the key of the certificate issuer's name, where it is not the list's own. */
  get(serial: string, issuer?: string): CrlEntry | undefined {
    const offset =
      issuer === undefined ? this.#find(serial) : this.#ofOthers.get(issuer)?.get(serial);
    if (offset === undefined) return undefined;
    const { at, reason } = readEntry(entryAt(this.#content, offset).enter());
    return { at, reason };
  }

  /** The list's own issuer's entries that `other` has not, by serial number in hex. */
  *absentFrom(other: CrlEntries): Turns<ReadonlyMap<string, CrlEntry>> {
    const absent = new Map<string, CrlEntry>();
    let looked = 0;
    for (const place of this.#table) {
      looked += 1;
      if (looked % SLICE === 0) yield;
      if (place === 0) continue;
      const [start, end] = serialAt(this.#content, place - 1);
      if (other.#table[other.#place(this.#content, start, end)] !== 0) continue;
      const { at, reason } = readEntry(entryAt(this.#content, place - 1).enter());
      absent.set(hex(this.#content.subarray(start, end)), { at, reason });
    }
    return absent;
  }

  /** Undefined for the list's own issuer, whose entries stand in the table. */
  #numbersOf(certificateIssuer: string, kind: ListKind): Map<string, number> | undefined {
    if (!kind.indirect) throw new TrustError("crl-scope");
    if (certificateIssuer === kind.issuer) return undefined;
    const numbers = this.#ofOthers.get(certificateIssuer) ?? new Map<string, number>();
    this.#ofOthers.set(certificateIssuer, numbers);
    return numbers;
  }

  #put(offset: number): void {
    const [start, end] = serialAt(this.#content, offset);
    this.#table[this.#place(this.#content, start, end)] = offset + 1;
  }

  #find(serial: string): number | undefined {
    const bytes = Buffer.from(serial, "hex");
    const place = this.#table[this.#place(bytes, 0, bytes.length)] ?? 0;
    return place === 0 ? undefined : place - 1;
  }

  /** Where the serial number stands, or would stand. */
  #place(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#table.length - 1;
    let hash = this.#seed;
    for (let index = start; index < end; index += 1) {
      hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
    }
    hash ^= hash >>> 15;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const offset = this.#table[place] ?? 0;
      if (offset === 0 || this.#isAt(offset - 1, bytes, start, end)) return place;
    }
  }

  #isAt(offset: number, bytes: Uint8Array, start: number, end: number): boolean {
    const [there, thereEnd] = serialAt(this.#content, offset);
    if (thereEnd - there !== end - start) return false;
    for (let index = 0; index < end - start; index += 1) {
      if (this.#content[there + index] !== bytes[start + index]) return false;
    }
    return true;
  }
}

/** Where the serial number of an entry that was read before begins and ends. */
function serialAt(content: Uint8Array, offset: number): readonly [start: number, end: number] {
  const first = content[offset + 1] ?? 0;
  const start = offset + 4 + (first < 0x80 ? 0 : first & 0x7f);
  return [start, start + (content[start - 1] ?? 0)];
}

/** SEQUENCE { SEQUENCE { id-ce-cRLReasons, OCTET STRING { ENUMERATED … up to its one byte. */
const REASON_EXTENSION = [0x30, 0x0c, 0x30, 0x0a, 6, 3, 0x55, 0x1d, 0x15, 4, 3, 0x0a, 1];

/**
 * The length of an entry as nearly all are: a UTCTime no later than the 28th, and a reason or nothing. 0 for any other, which the
 * reader of DER then reads: this is only the quicker way to what it would say.
 */
function ordinaryLength(content: Uint8Array, offset: number): number {
  const at = (index: number): number => content[offset + index] ?? -1;
  const serialLength = at(3);
  if (at(0) !== 0x30 || at(2) !== 0x02 || serialLength < 2 || serialLength > 20) return 0;
  const [first, second] = [at(4), at(5)];
  if (first === 0 ? second < 0x80 : first === 0xff) return 0;
  const time = 4 + serialLength;
  if (at(time) !== 0x17 || at(time + 1) !== 13 || at(time + 14) !== 0x5a) return 0;
  const two = (index: number): number => {
    const [tens, ones] = [at(time + index) - 0x30, at(time + index + 1) - 0x30];
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 99;
  };
  const [month, day] = [two(4), two(6)];
  if (two(2) === 99 || month < 1 || month > 12 || day < 1 || day > 28) return 0;
  if (two(8) > 23 || two(10) > 59 || two(12) > 59) return 0;
  const reason = time + 15;
  if (at(1) === reason - 2) return reason;
  if (
    at(1) !== reason + 12 ||
    !REASON_EXTENSION.every((byte, index) => at(reason + index) === byte)
  ) {
    return 0;
  }
  const name = REASONS[at(reason + 13)];
  return name === undefined || name === "removeFromCRL" ? 0 : reason + 14;
}

function entryAt(content: Uint8Array, offset: number): DerElement {
  return new DerReader(content, offset).read(TAG.sequence);
}

function readOther(
  content: Uint8Array,
  offset: number,
  { delta }: ListKind,
): Pick<ReadEntry, "certificateIssuer"> & { readonly length: number } {
  const element = entryAt(content, offset);
  const { serial, reason, certificateIssuer } = readEntry(element.enter());
  if (reason === "removeFromCRL" && !delta) throw new TrustError("crl-reason");
  if (serial.length > 0x7f) throw new TrustError("crl-serial");
  return { length: element.encoded.length, certificateIssuer };
}

type ReadEntry = CrlEntry & {
  readonly serial: Uint8Array;
  /** The key of a name. */
  readonly certificateIssuer: string | undefined;
};

function readEntry(entry: DerReader): ReadEntry {
  const serial = minimal(entry.read(TAG.integer)).content;
  const at = readTime(entry);
  let reason: CrlEntry["reason"] = "unspecified";
  let certificateIssuer: string | undefined;
  for (const { id, critical, value } of entry.atEnd ? [] : readRawExtensions(entry)) {
    if (id === "2.5.29.21") reason = reasonOf(value);
    else if (id === "2.5.29.29") certificateIssuer = onlyDirectoryName(value);
    else if (critical) throw new TrustError("critical-extension");
  }
  entry.finish();
  return { serial, at, reason, certificateIssuer };
}

/** @param value that holds a CRLReason. @throws TrustError also for removeFromCRL. */
export function reasonCode(value: DerElement): RevocationReason {
  const reason = reasonOf(value);
  if (reason === "removeFromCRL") throw new TrustError("crl-reason");
  return reason;
}

function reasonOf(value: DerElement): CrlEntry["reason"] {
  const reason = REASONS[smallInteger(value.only(TAG.enumerated))];
  if (reason === undefined) throw new TrustError("crl-reason");
  return reason;
}

function onlyDirectoryName(value: DerElement): string {
  const names = readGeneralNames(value.only(TAG.sequence));
  const found = names.find((name) => name.kind === "dn");
  if (found?.kind !== "dn") throw new TrustError("certificate-issuer");
  return found.name.key;
}
