import fc from "fast-check";
import { expect, test } from "vitest";
import {
  READABLE_CHARACTERS,
  RECEIPT_NUMBER_RANDOM,
  parseReceiptNumber,
  receiptNumberMessage,
  receiptNumberOf,
} from "./index.ts";

const characters = [...READABLE_CHARACTERS];
const payload = fc
  .array(fc.constantFrom(...characters), {
    minLength: RECEIPT_NUMBER_RANDOM,
    maxLength: RECEIPT_NUMBER_RANDOM,
  })
  .map((all) => all.join(""));

test("a receipt number is read however it is typed", () => {
  fc.assert(
    fc.property(payload, (random) => {
      const number = receiptNumberOf(random);
      expect(number).toMatch(/^(\w{4}-){2}\w{4}$/);
      for (const typed of [number, number.toLowerCase(), number.replaceAll("-", "　")]) {
        expect(parseReceiptNumber(typed)).toEqual({ ok: true, value: number });
      }
    }),
  );
});

test("every wrong character and every swap of neighbours is noticed", () => {
  fc.assert(
    fc.property(
      payload,
      fc.nat(RECEIPT_NUMBER_RANDOM),
      fc.constantFrom(...characters),
      (random, at, other) => {
        const number = [...receiptNumberOf(random).replaceAll("-", "")];
        const wrong = number.with(at, other).join("");
        const before = Math.max(0, at - 1);
        const [left = "", right = ""] = number.slice(before, before + 2);
        const swapped = number
          .with(before, right)
          .with(before + 1, left)
          .join("");
        for (const typed of [wrong, swapped].filter((text) => text !== number.join(""))) {
          expect(parseReceiptNumber(typed)).toEqual({ ok: false, reason: "check-character" });
        }
      },
    ),
  );
});

test.each([
  ["", "empty"],
  ["7KQM-2HXD", "shape"],
  ["OIL0-1111-1111", "shape"],
] as const)("%j is %s", (text, reason) => {
  expect(parseReceiptNumber(text)).toEqual({ ok: false, reason });
  expect(receiptNumberMessage(reason)).toMatch(/。$/);
});
