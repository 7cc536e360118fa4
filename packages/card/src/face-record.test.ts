import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCvCertificate } from "./cv-certificate.ts";
import { readFaceRecord } from "./face-record.ts";
import { concatBytes, fromHex, toHex } from "./hex.ts";

function write(tag: number, value: Uint8Array): Uint8Array {
  const { length } = value;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return concatBytes([Uint8Array.of(tag >> 8, tag & 0xff, ...size), value]);
}

const text = (value: string) => new TextEncoder().encode(value);
const key = concatBytes([fromHex("900301000191820100"), new Uint8Array(256).fill(0xc9)]);

type Values = { readonly [tag: number]: Uint8Array };

const values: Values = {
  0xdf22: text("19800217"),
  0xdf23: text("2"),
  0xdf24: key,
  0xdf25: text("name"),
  0xdf26: text("address"),
  0xdf27: new Uint8Array(700).fill(0x77),
  0xdf28: new Uint8Array(256).fill(0x5a),
  0xdf29: text("20350217"),
  0xdf2a: text("code"),
};

/** `shift` is added to every offset of the table. */
function record(changed: Values = {}, shift = 0): Uint8Array {
  const parts = Object.entries({ ...values, ...changed }).map(([tag, value]) =>
    write(Number(tag), value),
  );
  const lengths = parts.map(({ length }) => length);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const start = 5 + 3 + parts.length * 2;
  const offsets = lengths.map((_, index) =>
    lengths.slice(0, index).reduce((sum, length) => sum + length, start + shift),
  );
  const table = write(0xdf21, Uint8Array.from(offsets.flatMap((at) => [at >> 8, at & 0xff])));
  expect(whole).toBeGreaterThan(0x80);
  return write(0xff20, concatBytes([table, ...parts]));
}

test("reads a record, its three groups as they were written", () => {
  const face = readFaceRecord(record());
  expect(face).toMatchObject({ birthDate: "1980-02-17", sex: "female", expiry: "2035-02-17" });
  expect(toHex(face?.photo ?? key)).toBe("77".repeat(700));
  expect(toHex(face?.signedGroups[1] ?? key)).toBe(
    `df2504${toHex(text("name"))}df2607${toHex(text("address"))}`,
  );
  expect(toHex(face?.signedGroups[2] ?? key)).toBe(`df278202bc${"77".repeat(700)}`);
});

describe("reads nothing from", () => {
  test.each<[string, Uint8Array]>([
    ["an offset that points elsewhere", record({}, 1)],
    ["a birth date that does not exist", record({ 0xdf22: text("19800231") })],
    ["a sex of no code", record({ 0xdf23: text("5") })],
    ["a key that is none", record({ 0xdf24: text("key") })],
    ["one part more", record({ 0xdf2c: text("more") })],
    ["another file", write(0xff10, text("x"))],
    ["no bytes", new Uint8Array()],
  ])("%s", (_, bytes) => {
    expect(readFaceRecord(bytes)).toBeUndefined();
  });

  test("a record cut off anywhere", () => {
    const whole = record();
    for (let length = 0; length < whole.length; length++)
      expect(readFaceRecord(whole.subarray(0, length))).toBeUndefined();
  });
});

test("whatever the bytes, reading ends without a crash", () => {
  const whole = record();
  const spoilt = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 80 })), (bytes) => {
      const face = readFaceRecord(bytes);
      if (face !== undefined) expect(face.signedGroups).toHaveLength(3);
      expect(readCvCertificate(bytes)).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});
