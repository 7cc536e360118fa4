import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "./hex.ts";
import { describeCommand, describeResponse } from "./log.ts";

const header = fc.tuple(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(0x20, 0x24, 0x32),
  fc.integer({ min: 0, max: 255 }),
  fc.integer({ min: 0, max: 255 }),
);

test("whatever follows the header of a PIN command, the line is the same", () => {
  fc.assert(
    fc.property(header, fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes, body) => {
      const line = describeCommand(Uint8Array.from([...bytes, ...body]));
      expect(line).toBe(`> ${toHex(Uint8Array.from(bytes))} ****`);
    }),
  );
});

test("other commands are shown whole, answers by length and status word", () => {
  expect(describeCommand(Uint8Array.of(0x00, 0xb0, 0x01, 0x00, 0x00))).toBe("> 00b0010000");
  expect(describeCommand(Uint8Array.of(0x00, 0x20, 0x00, 0x80))).toBe("> 00200080");
  expect(describeResponse(Uint8Array.of(1, 2, 3, 0x90, 0x00))).toBe("< [3] 9000");
  expect(describeResponse(Uint8Array.of())).toBe("< [0] ");
});
