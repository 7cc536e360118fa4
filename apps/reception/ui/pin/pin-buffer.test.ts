import fc from "fast-check";
import { expect, test } from "vitest";
import { PinBuffer } from "./pin-buffer.ts";

const ascii = (pin: Uint8Array | null) => pin && String.fromCharCode(...pin);

test("digits typed after the marks are taken, the marks are all that is shown", () => {
  const buffer = new PinBuffer();
  for (const digit of "12") buffer.takeFrom(buffer.marks + digit);
  buffer.takeFrom(`${buffer.marks}３4`);
  expect(buffer.marks).toBe("••••");
  expect(ascii(buffer.release())).toBe("1234");
});

test("fewer marks take digits back, other characters and a fifth digit are passed over", () => {
  const buffer = new PinBuffer();
  buffer.takeFrom("12a-34");
  buffer.takeFrom("••••5");
  buffer.takeFrom("••");
  buffer.push("9");
  buffer.pop();
  buffer.takeFrom("••78");
  expect(ascii(buffer.release())).toBe("1278");
});

test("nothing is given out before there are four digits, nothing is left after", () => {
  const buffer = new PinBuffer();
  buffer.takeFrom("123");
  expect(buffer.release()).toBeNull();
  buffer.push("4");
  expect(buffer.release()).not.toBeNull();
  expect(buffer.length).toBe(0);
  buffer.takeFrom("5");
  expect(buffer.release()).toBeNull();
});

test("however it is edited, what comes out is four digits", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom(..."•0369９x ") })), (texts) => {
      const buffer = new PinBuffer();
      for (const text of texts) buffer.takeFrom(text);
      expect(buffer.marks).toHaveLength(buffer.length);
      const pin = buffer.release();
      if (pin !== null) expect(ascii(pin)).toMatch(/^\d{4}$/);
    }),
  );
});

test("a digit that another window gave away is taken, and wiped there whether there was room or not", () => {
  const buffer = new PinBuffer();
  const bytes = [..."123x45"].map((digit) => Uint8Array.of(digit.charCodeAt(0)));
  for (const byte of bytes) buffer.pushByte(byte);
  expect(bytes.flatMap((byte) => [...byte])).toEqual([0, 0, 0, 0, 0, 0]);
  expect(ascii(buffer.release())).toBe("1234");
});
