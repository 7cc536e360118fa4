import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import * as der from "./der.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** What openssl reads in it, one line a value, without offsets. */
function openssl(bytes: Uint8Array): string[] {
  const args = ["asn1parse", "-inform", "DER"];
  const output = execFileSync("openssl", args, { input: bytes, encoding: "utf8" });
  return output
    .trim()
    .split("\n")
    .map((line) => line.replace(/^.*?(cons|prim):\s*/, "").replaceAll(/\s+/g, ""));
}

test("an integer is two's complement in the fewest octets", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n }), (value) => {
      const [tag, length, ...content] = der.integer(value);
      expect([tag, length]).toEqual([0x02, content.length]);
      expect(BigInt.asIntN(content.length * 8, BigInt(`0x${hex(Uint8Array.from(content))}`))).toBe(
        value,
      );
      const [first = 0, second = 0] = content;
      expect(content.length > 1 && first === 0 && second < 0x80, "superfluous zero").toBe(false);
    }),
  );
});

test.each([
  [0, "020100"],
  [127, "02017f"],
  [128, "02020080"],
  [256, "02020100"],
])("integer %d", (value, expected) => {
  expect(hex(der.integer(value))).toBe(expected);
});

test("lengths take the short form below 128 and the long form from there", () => {
  const heads = [127, 128, 255, 256, 65_535].map((length) =>
    hex(der.octets(new Uint8Array(length)).subarray(0, -length)),
  );
  expect(heads).toEqual(["047f", "048180", "0481ff", "04820100", "0482ffff"]);
});

test("openssl reads identifiers, texts and times as they were meant", () => {
  const at = (text: string) => der.time(Temporal.Instant.from(text));
  const value = der.sequence(
    der.oid("2.5.29.15"),
    der.oid("1.2.392.200149.8.5.1.3.30"),
    der.utf8("架空"),
    der.printable("JP"),
    at("2026-11-22T00:04:05Z"),
    at("2049-12-31T23:59:59Z"),
    at("2050-01-01T00:00:00+00:00"),
    der.nothing,
  );
  expect(openssl(value)).toEqual([
    "SEQUENCE",
    "OBJECT:X509v3KeyUsage",
    "OBJECT:1.2.392.200149.8.5.1.3.30",
    "UTF8STRING:架空",
    "PRINTABLESTRING:JP",
    "UTCTIME:261122000405Z",
    "UTCTIME:491231235959Z",
    "GENERALIZEDTIME:20500101000000Z",
    "NULL",
  ]);
});

test("named bits end with their last set bit", () => {
  expect([0x80, 0xc0, 0x06].map((flags) => hex(der.namedBits(flags)))).toEqual([
    "03020780",
    "030206c0",
    "03020106",
  ]);
});
