/** Entries against a plain reading of the same bytes, whatever shape they have. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CrlEntries, reasonCode } from "./crl-entries.ts";
import type { CrlEntry } from "./crl-entries.ts";
import { DerReader, TAG, TrustError, minimal, readTime } from "./der.ts";
import { readRawExtensions } from "./extensions.ts";
import { der, extension, nameDer, text } from "./test-paths.ts";
import { atOnce } from "./turns.ts";

const DIRECT = { issuer: "us", indirect: false, delta: false };

function index(content: Uint8Array, kind = DIRECT): CrlEntries {
  return atOnce(CrlEntries.index(content, kind));
}

const concat = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
const reason = (code: number) => extension("2.5.29.21", false, der(0x0a, Uint8Array.of(code)));

const serials = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 20 }),
  // Few numbers, so that some come twice.
  fc.constantFrom(Uint8Array.of(1), Uint8Array.of(2, 3), Uint8Array.of(0, 200)),
);

const times = fc
  .date({ min: new Date("1950-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
  .map((date) => {
    const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, "");
    return date.getUTCFullYear() < 2050 ? text(0x17, digits.slice(2)) : text(0x18, digits);
  });

const extensions = fc.oneof(
  fc.constant([]),
  fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).map((code) => [der(0x30, reason(code))]),
  fc.constantFrom(
    [der(0x30, reason(1), extension("2.5.29.24", false, text(0x18, "20260101000000Z")))],
    [der(0x30, extension("1.2.3", false, Uint8Array.of(5, 0)))],
    [der(0x30, extension("1.2.3", true, Uint8Array.of(5, 0)))],
  ),
);

const entry = fc
  .tuple(serials, times, extensions)
  .map(([serial, time, more]) => der(0x30, der(0x02, serial), time, ...more));

const lists = fc.array(entry, { maxLength: 12 }).map(concat);

/** The obvious way, with an object for each. @throws TrustError */
function plainly(content: Uint8Array): ReadonlyMap<string, CrlEntry> {
  const entries = new Map<string, CrlEntry>();
  const reader = new DerReader(content);
  while (!reader.atEnd) {
    const fields = reader.enter(TAG.sequence);
    const serial = minimal(fields.read(TAG.integer)).hex;
    const at = readTime(fields);
    let why: CrlEntry["reason"] = "unspecified";
    for (const { id, critical, value } of fields.atEnd ? [] : readRawExtensions(fields)) {
      if (id === "2.5.29.21") why = reasonCode(value);
      else if (id === "2.5.29.29") throw new TrustError("crl-scope");
      else if (critical) throw new TrustError("critical-extension");
    }
    fields.finish();
    entries.set(serial, { at, reason: why });
  }
  return entries;
}

function outcome<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof TrustError) return error.detail;
    throw error;
  }
}

function expectSame(content: Uint8Array): "read" | "refused" {
  const plain = outcome(() => plainly(content));
  const entries = outcome(() => index(content));
  if (typeof plain === "string" || typeof entries === "string") {
    // Which of two faults is met first is no matter.
    expect(typeof entries).toBe(typeof plain);
    return "refused";
  }
  for (const [serial, found] of plain) expect(entries.get(serial)).toEqual(found);
  expect(entries.get("7fffff")).toEqual(plain.get("7fffff"));
  const none = index(new Uint8Array());
  expect(atOnce(entries.absentFrom(none))).toEqual(plain);
  expect(atOnce(none.absentFrom(entries)).size).toBe(0);
  return "read";
}

test("what stands in a list is found, and nothing else", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(lists, (content) => {
      seen.add(expectSame(content));
    }),
    { numRuns: 3000 },
  );
  expect([...seen].toSorted()).toEqual(["read", "refused"]);
});

test("a changed list is read or refused as the plain reading does", () => {
  fc.assert(
    fc.property(lists, fc.nat(), fc.nat(7), (content, place, bit) => {
      if (content.length === 0) return;
      const changed = Uint8Array.from(content);
      const at = place % content.length;
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      expectSame(changed);
    }),
    { numRuns: 5000 },
  );
});

describe("a list of several issuers", () => {
  const issuer = (cn: string) => extension("2.5.29.29", true, der(0x30, der(0xa4, nameDer(cn))));
  const of = (serial: number, ...more: readonly Uint8Array[]) =>
    der(0x30, der(0x02, Uint8Array.of(serial)), text(0x17, "260101000000Z"), ...more);
  const content = concat([
    of(1),
    of(2, der(0x30, issuer("Other"))),
    of(3),
    of(1, der(0x30, issuer("Us"))),
    of(4),
  ]);
  const us = '2.5.4.3="us"';
  const other = '2.5.4.3="other"';

  test("keeps their numbers apart", () => {
    const entries = index(content, { issuer: us, indirect: true, delta: false });
    expect(entries.size).toBe(5);
    expect([1, 2, 3, 4].map((serial) => entries.get(`0${serial}`) !== undefined)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([1, 2, 3, 4].map((serial) => entries.get(`0${serial}`, other) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(entries.get("02", "nobody")).toBeUndefined();
  });

  test("must say that it is one", () => {
    expect(outcome(() => index(content))).toBe("crl-scope");
  });
});

test("only a delta takes a certificate off the list", () => {
  const content = der(
    0x30,
    der(0x02, Uint8Array.of(0x11, 0x22)),
    text(0x17, "260101000000Z"),
    der(0x30, reason(8)),
  );
  expect(outcome(() => index(content))).toBe("crl-reason");
  const delta = index(content, { ...DIRECT, delta: true });
  expect(delta.get("1122")).toEqual({ at: Date.parse("2026-01-01Z"), reason: "removeFromCRL" });
});

test("a long list is read in turns", () => {
  const one = der(0x30, der(0x02, Uint8Array.of(0x11, 0x22)), text(0x17, "260101000000Z"));
  const content = concat(Array.from({ length: 25_000 }, () => one));
  const reading = CrlEntries.index(content, DIRECT);
  let turns = 1;
  let turn = reading.next();
  for (; turn.done !== true; turn = reading.next()) turns += 1;
  expect(turns).toBe(3);
  expect(turn.value.size).toBe(25_000);
});
