import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, fromHex, toHex } from "./hex.ts";
import { readTlvHeader, readTlvs, TlvError } from "./tlv.ts";

const tag = fc.constantFrom("30", "5f20", "ff20", "df22", "7f21");
const element = fc.tuple(tag, fc.uint8Array({ maxLength: 700 }));

function write(hexTag: string, value: Uint8Array): Uint8Array {
  const { length } = value;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return concatBytes([fromHex(hexTag), Uint8Array.from(size), value]);
}

test("reads back what was written, in order", () => {
  fc.assert(
    fc.property(fc.array(element, { maxLength: 8 }), (elements) => {
      const read = readTlvs(concatBytes(elements.map(([name, value]) => write(name, value))));
      expect(read.map((item) => [item.tag, toHex(item.value)])).toEqual(
        elements.map(([name, value]) => [Number.parseInt(name, 16), toHex(value)]),
      );
    }),
  );
});

test("whatever the bytes, ends with elements inside them or a TlvError", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      try {
        const total = readTlvs(bytes).reduce((sum, { value }) => sum + value.length, 0);
        expect(total).toBeLessThanOrEqual(bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(TlvError);
      }
    }),
  );
});

test("reads a header whose value lies beyond the bytes at hand", () => {
  expect(readTlvHeader(fromHex("3082062b"))).toEqual({ tag: 0x30, headerLength: 4, length: 1579 });
});

test.each([
  ["a value past its end", "3003aabb"],
  ["an indefinite length", "30800000"],
  ["a length of four bytes", "308400000001aa"],
  ["a tag without end", "1f808080808001"],
  ["a header cut off", "3082"],
])("refuses %s", (_, hex) => {
  expect(() => readTlvs(fromHex(hex))).toThrow(TlvError);
});
