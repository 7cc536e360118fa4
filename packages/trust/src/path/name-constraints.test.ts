/** The kinds of name, and the readings in doubt, that NIST's suite leaves out. */
import { expect, test } from "vitest";
import { der, nameDer, text } from "../test-paths.ts";
import { DerReader, TrustError } from "../der.ts";
import { allows, namesOf, readNameConstraints } from "./name-constraints.ts";
import { readGeneralName, readName } from "./names.ts";
import { Work } from "./work.ts";

const email = (value: string) => text(0x81, value);
const dns = (value: string) => text(0x82, value);
const uri = (value: string) => text(0x86, value);
const ip = (...bytes: number[]) => der(0x87, Uint8Array.from(bytes));
const other = der(0xa0, text(0x0c, "x"));

const constraints = (side: 0xa0 | 0xa1, base: Uint8Array) =>
  readNameConstraints(new DerReader(der(0x04, der(0x30, der(side, der(0x30, base))))).any());

const V6_BASE = [0x20, 1, 0x0d, 0xb8, ...Array<number>(12).fill(0)];
const V6_MASK = [255, 255, 255, 255, ...Array<number>(12).fill(0)];

test.each([
  [ip(192, 0, 2, 0, 255, 255, 255, 0), ip(192, 0, 2, 77), true, false],
  [ip(192, 0, 2, 0, 255, 255, 255, 0), ip(192, 0, 3, 77), false, true],
  [ip(192, 0, 2, 0, 255, 255, 255, 0), ip(...V6_BASE), false, true],
  [ip(...V6_BASE, ...V6_MASK), ip(...V6_BASE.with(15, 9)), true, false],
  [ip(...V6_BASE, ...V6_MASK), ip(...V6_BASE.with(3, 0xb9)), false, true],
  [ip(192, 0, 2, 0, 255, 255, 255, 0), ip(192, 0, 2), false, false],
  [ip(192, 0, 2, 0, 255, 255, 255, 0), dns("example.jp"), true, true],
  [dns("example.jp"), dns("WWW.Example.JP"), true, false],
  [dns("example.jp"), dns("anexample.jp"), false, true],
  [dns(""), dns("example.jp"), true, false],
  // It may stand for what is excluded, and for more than is permitted.
  [dns("www.example.jp"), dns("*.example.jp"), false, false],
  [dns("example.jp"), dns("*.example.jp"), true, false],
  [email("a@example.jp"), email("a@EXAMPLE.jp"), true, false],
  [email("a@example.jp"), email("A@example.jp"), false, true],
  [email("example.jp"), email("a@example.jp"), true, false],
  [email("example.jp"), email("a@www.example.jp"), false, true],
  [email(".example.jp"), email("a@www.example.jp"), true, false],
  [email(".example.jp"), email("a@example.jp"), false, true],
  [email("example.jp"), email("example.jp"), false, false],
  [uri("example.jp"), uri("https://user@example.jp:8443/x"), true, false],
  [uri("example.jp"), uri("https://example.jp@evil.test/"), false, true],
  [uri(".example.jp"), uri("https://www.example.jp?x"), true, false],
  [uri("example.jp"), uri("https://192.0.2.1/"), false, false],
  [uri("example.jp"), uri("urn:isbn:1"), false, false],
  [other, other, false, false],
])("%#: permitted and excluded", (base, name, whenPermitted, whenExcluded) => {
  const names = namesOf(readName(new DerReader(nameDer("Someone")).any()), [
    readGeneralName(new DerReader(name)),
  ]);
  expect(allows(constraints(0xa0, base), names, new Work())).toBe(whenPermitted);
  expect(allows(constraints(0xa1, base), names, new Work())).toBe(whenExcluded);
});

test.each([ip(192, 0, 2, 0), dns(".example.jp"), text(0x89, "x")])("%# is no base", (base) => {
  expect(() => constraints(0xa0, base)).toThrow(TrustError);
});

test.each([dns("this is none"), dns("a..b"), email("this @ is none"), email("a@b@c")])(
  "%#: a name that is none of its kind passes under no constraint at all",
  (name) => {
    const names = namesOf(readName(new DerReader(nameDer("Someone")).any()), [
      readGeneralName(new DerReader(name)),
    ]);
    expect(allows(constraints(0xa1, uri("example.jp")), names, new Work())).toBe(false);
  },
);
