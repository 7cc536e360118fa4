import { expect, test } from "vitest";
import { median, quantile, rounded } from "./statistics.ts";

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 8, 7, 6, 5], 7.5],
])("the median of %j is %d", (values, middle) => {
  expect(median(values)).toBe(middle);
});

test("three significant digits are claimed and no more", () => {
  expect([rounded(12_345.6), rounded(0.061_78), rounded(7)]).toEqual([12_300, 0.0618, 7]);
});

test("of a hundred values, 99 do not exceed the 99th", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([quantile(values, 0.99), quantile([7], 0.99), quantile(values, 0.5)]).toEqual([99, 7, 50]);
});
