import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNumberB, verificationNumberB, type PrintedFacts } from "./verification-number.ts";

const printed: PrintedFacts = {
  birthDate: "1980-02-17",
  expiryYear: 2035,
  securityCode: "2285",
};

function digitsOf(facts: PrintedFacts): string {
  const result = verificationNumberB(facts);
  return result.kind === "number" ? new TextDecoder().decode(result.digits) : result.field;
}

describe("照合番号B", () => {
  test.each([
    ["1980-02-17", "550217"],
    ["1926-12-24", "151224"],
    ["1926-12-25", "011225"],
    ["1989-01-07", "640107"],
    ["1989-01-08", "010108"],
    ["2019-04-30", "310430"],
    ["2019-05-01", "010501"],
    ["2020-02-24", "020224"],
    ["1912-07-29", "450729"],
  ])("born %s begins %s", (birthDate, six) => {
    expect(digitsOf({ ...printed, birthDate })).toBe(`${six}20352285`);
  });

  test("takes the birth date as the card prints it", () => {
    const birthDate = { era: "昭和", year: 55, month: 2, day: 17 } as const;
    expect(digitsOf({ ...printed, birthDate })).toBe("55021720352285");
  });

  test.each<[string, Partial<PrintedFacts>, keyof PrintedFacts]>([
    ["a day that does not exist", { birthDate: "2019-02-29" }, "birthDate"],
    ["another way to write a date", { birthDate: "1980/02/17" }, "birthDate"],
    ["a day before 明治", { birthDate: "1868-10-22" }, "birthDate"],
    [
      "a day of the next era",
      { birthDate: { era: "昭和", year: 64, month: 1, day: 8 } },
      "birthDate",
    ],
    ["year 0", { birthDate: { era: "平成", year: 0, month: 2, day: 1 } }, "birthDate"],
    [
      "a month of two digits and more",
      { birthDate: { era: "平成", year: 3, month: 13, day: 1 } },
      "birthDate",
    ],
    ["half a day", { birthDate: { era: "平成", year: 3, month: 1, day: 1.5 } }, "birthDate"],
    ["a year of the era for the expiry", { expiryYear: 17 }, "expiryYear"],
    ["a year before there were cards", { expiryYear: 2015 }, "expiryYear"],
    ["a broken year", { expiryYear: 2035.5 }, "expiryYear"],
    ["three digits", { securityCode: "228" }, "securityCode"],
    ["full-width digits", { securityCode: "２２８５" }, "securityCode"],
  ])("names the field: %s", (_, wrong, field) => {
    expect(digitsOf({ ...printed, ...wrong })).toBe(field);
  });

  test("is 14 digits for every day since 明治", () => {
    const day = fc.date({
      min: new Date("1868-10-23"),
      max: new Date("2099-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.integer({ min: 2016, max: 2099 }), (date, expiryYear) => {
        const birthDate = date.toISOString().slice(0, 10);
        const result = verificationNumberB({ birthDate, expiryYear, securityCode: "0000" });
        expect(result.kind === "number" && isNumberB(result.digits)).toBe(true);
      }),
    );
  });
});
