import { copayWord } from "@madoguchi/contract";
import { expect, test } from "vitest";
import { ageOn, checkedAtWord, dateWord, periodWord } from "./words.ts";

test("dates are in the era, the moment in Tokyo", () => {
  expect(dateWord("1980-02-17")).toBe("昭和55年2月17日");
  expect(checkedAtWord("2026-11-21T16:04:00Z")).toBe("令和8年11月22日（日） 1:04");
  expect(periodWord("2026-08-01", "2027-07-31")).toBe("令和8年8月1日から令和9年7月31日まで");
  expect(periodWord("2026-08-01", null)).toBe("令和8年8月1日から");
});

test("the age is that of the day the answer speaks of", () => {
  expect(ageOn("1980-02-17", "2026-02-16")).toBe(45);
  expect(ageOn("1980-02-17", "2026-02-17")).toBe(46);
});

test("who pays nothing is told so in words", () => {
  expect(copayWord(3)).toBe("3割");
  expect(copayWord(0)).toBe("負担なし");
});
