import { describe, expect, test } from "vitest";
import { readPrinted } from "./printed.ts";
import type { Printed } from "./printed.ts";

const typed: Printed = {
  era: "昭和",
  year: "55",
  month: "2",
  day: "17",
  expiryYear: "2035",
  securityCode: "2285",
};

function read(changed: Partial<Printed> = {}) {
  const result = readPrinted({ ...typed, ...changed });
  return result.kind === "number" ? String.fromCharCode(...result.digits) : result.errors;
}

test("three fields off the card are one number", () => {
  expect(read()).toBe("55021720352285");
  expect(read({ year: "５５", securityCode: " ２２８５ " })).toBe("55021720352285");
  expect(read({ era: "令和", year: "元", month: "05", day: "1" })).toBe("01050120352285");
});

describe("every wrong field is told, and no number is made", () => {
  test.each<[string, Partial<Printed>, string[]]>([
    [
      "a day that the era does not have",
      { era: "昭和", year: "64", month: "1", day: "8" },
      ["birthDate"],
    ],
    ["a day that does not exist", { month: "2", day: "30" }, ["birthDate"]],
    ["a month left out", { month: "" }, ["birthDate"]],
    ["a year of the wrong calendar", { expiryYear: "17" }, ["expiryYear"]],
    ["a code of five digits", { securityCode: "22855" }, ["securityCode"]],
    [
      "nothing at all",
      { year: "", month: "", day: "", expiryYear: "", securityCode: "" },
      ["birthDate", "expiryYear", "securityCode"],
    ],
    ["letters", { year: "a", expiryYear: "20x5" }, ["birthDate", "expiryYear"]],
  ])("%s", (_what, changed, fields) => {
    expect(Object.keys(read(changed))).toEqual(fields);
  });
});
