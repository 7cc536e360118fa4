/** What DER allows and BER would also allow, one value at a time (ITU-T X.690 §10, §11). */
import { describe, expect, test } from "vitest";
import {
  bitString,
  DerReader,
  readDefaultFalse,
  readTime,
  smallInteger,
  TAG,
  TrustError,
} from "./der.ts";
import { oid } from "./oid.ts";

const fromHex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const reader = (encoded: string) => new DerReader(fromHex(encoded));
const time = (tag: string, text: string) => {
  const length = text.length.toString(16).padStart(2, "0");
  return readTime(reader(tag + length + Buffer.from(text, "latin1").toString("hex")));
};

describe("length", () => {
  test.each([
    ["0400", 0],
    ["04017f", 1],
    [`047f${"00".repeat(127)}`, 127],
    [`048180${"00".repeat(128)}`, 128],
    [`04820100${"00".repeat(256)}`, 256],
  ])("%.10s…", (encoded, length) => {
    expect(reader(encoded).read(TAG.octetString).content).toHaveLength(length);
  });

  test.each([
    ["0481017f", "der-length"],
    ["048200ff", "der-length"],
    ["04800000", "der-length"],
    ["04850000000001", "der-length"],
    ["0484ffffffff", "der-truncated"],
    ["040100".slice(0, 4), "der-truncated"],
    ["04", "der-truncated"],
    ["", "der-truncated"],
    ["1f8101", "der-long-tag"],
  ])("%s is refused: %s", (encoded, detail) => {
    expect(() => reader(encoded).any()).toThrow(new TrustError(detail));
  });
});

describe("integer", () => {
  test.each([
    ["020100", 0],
    ["02017f", 127],
    ["02020080", 128],
    ["02047fffffff", 2 ** 31 - 1],
  ])("%s is %i", (encoded, value) => {
    expect(smallInteger(reader(encoded).any())).toBe(value);
  });

  test.each(["0200", "0202007f", "0202ff80", "020180", "02050080000000"])(
    "%s is refused",
    (encoded) => {
      expect(() => smallInteger(reader(encoded).any())).toThrow(new TrustError("der-integer"));
    },
  );
});

describe("boolean with default FALSE", () => {
  test("TRUE is FF and FALSE is left out", () => {
    expect(readDefaultFalse(reader("0101ff"))).toBe(true);
    expect(readDefaultFalse(reader(""))).toBe(false);
  });

  test.each(["010101", "0100", "0102ffff", "01020000"])("%s is refused", (encoded) => {
    expect(() => readDefaultFalse(reader(encoded))).toThrow(new TrustError("der-boolean"));
  });
});

describe("bit string", () => {
  test("counts its unused bits", () => {
    expect(bitString(reader("03020780").any())).toEqual({ bytes: fromHex("80"), unused: 7 });
    expect(bitString(reader("030100").any())).toEqual({ bytes: fromHex(""), unused: 0 });
  });

  test.each(["0300", "030101", "03020880", "030207c0"])("%s is refused", (encoded) => {
    expect(() => bitString(reader(encoded).any())).toThrow(new TrustError("der-bit-string"));
  });
});

describe("object identifier", () => {
  test.each([
    ["060355040f", "2.5.4.15"],
    ["06092a864886f70d01010b", "1.2.840.113549.1.1.11"],
    ["06020001", "0.0.1"],
    ["0603883703", "2.999.3"],
  ])("%s is %s", (encoded, text) => {
    expect(oid(reader(encoded).any())).toBe(text);
  });

  test.each([
    "0600",
    "06022a80",
    "0603558001",
    `060a2a${"ff".repeat(8)}7f`,
    `0641${"01".repeat(65)}`,
  ])("%s is refused", (encoded) => {
    expect(() => oid(reader(encoded).any())).toThrow(new TrustError("der-oid"));
  });
});

describe("time", () => {
  test.each([
    ["17", "491231235959Z", "2049-12-31T23:59:59Z"],
    ["17", "500101000000Z", "1950-01-01T00:00:00Z"],
    ["18", "20500228000000Z", "2050-02-28T00:00:00Z"],
    ["18", "99991231235959Z", "9999-12-31T23:59:59Z"],
  ])("%s %s", (tag, text, iso) => {
    expect(time(tag, text)).toBe(Date.parse(iso));
  });

  test.each([
    ["17", "2612310000Z"],
    ["17", "261231000000+0900"],
    ["17", "260229000000Z"],
    ["17", "261301000000Z"],
    ["17", "260001000000Z"],
    ["17", "260100000000Z"],
    ["17", "2612310000 0Z"],
    ["17", "261231006000Z"],
    ["17", "261231240000Z"],
    ["17", "261231235960Z"],
    ["18", "20261231000000.5Z"],
    ["18", "20261231000000"],
    ["18", "00000101000000Z"],
    ["17", "20261231000000Z"],
    ["04", "261231000000Z"],
  ])("%s %s is refused", (tag, text) => {
    expect(() => time(tag, text)).toThrow(new TrustError("der-time"));
  });
});

test("nothing may follow", () => {
  const two = reader("05000500");
  two.read(TAG.null);
  expect(() => two.finish()).toThrow(new TrustError("der-trailing"));
  two.read(TAG.null);
  two.finish();
  expect(two.atEnd).toBe(true);
});
