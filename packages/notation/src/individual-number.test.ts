import fc from "fast-check";
import { expect, test } from "vitest";
import { mayHoldIndividualNumber } from "./individual-number.ts";

// Worked out by hand from the ordinance's formula: 1×6 + 2×5 + 3×4 + 4×3 + 5×2 + 6×7 + 7×6 + 8×5 + 9×4 + 0×3 + 1×2 = 212;
// 212 mod 11 = 3, and 11 − 3 = 8.
const NUMBER = "123456789018";

test.each([
  [`番号は${NUMBER}です`],
  ["1234 5678 9018"],
  ["1234-5678-9018"],
  ["１２３４　５６７８　９０１８"],
  ["１２３４ー５６７８ー９０１８"],
])("finds it in %s", (text) => {
  expect(mayHoldIndividualNumber(text)).toBe(true);
});

test.each([
  ["a wrong check digit", "123456789017"],
  ["eleven digits, as a telephone has", "090-1234-5678"],
  ["thirteen digits, as a corporate number has", `${NUMBER}1`],
  ["ten digits of a 医療機関コード", "1319700017"],
  ["words between the digits", "123456の789018"],
])("leaves %s alone", (_, text) => {
  expect(mayHoldIndividualNumber(text)).toBe(false);
});

test("of any eleven digits exactly one goes on to a whole number", () => {
  const eleven = fc.stringMatching(/^\d{11}$/u);
  fc.assert(
    fc.property(eleven, (payload) => {
      const fitting = Array.from("0123456789").filter((digit) =>
        mayHoldIndividualNumber(payload + digit),
      );
      expect(fitting).toHaveLength(1);
    }),
  );
});
