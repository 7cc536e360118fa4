/** The numbers with check digits: examples published with their institutions' codes, and properties of the rule. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkDigit,
  facilityCodeMessage,
  hasValidCheckDigit,
  insurerNumberInEight,
  insurerNumberMessage,
  parseFacilityCode,
  parseFacilityCodeParts,
  parseInsuredNumber,
  parseInsurerNumber,
  parseRegistrationNumber,
  PREFECTURES,
  prefectureByCode,
  prefectureByName,
} from "./index.ts";

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(""));
const prefecture = fc.constantFrom(...PREFECTURES.map(({ code }) => code));
const withCheckDigit = (payload: string) => payload + checkDigit(payload);
const facilityCode = fc
  .tuple(prefecture, fc.constantFrom("1", "3", "4", "6"), digits(6))
  .map((parts) => withCheckDigit(parts.join("")));
const insurerNumber = fc
  .tuple(fc.constantFrom("01", "06", "31", "39", "63", "67", "75", ""), prefecture, digits(3))
  .map((parts) => withCheckDigit(parts.join("")));

/** Every number that differs from `code` in one digit. */
function misreadings(code: string): string[] {
  return [...code].flatMap((digit, at) =>
    [..."0123456789"]
      .filter((other) => other !== digit)
      .map((other) => code.slice(0, at) + other + code.slice(at + 1)),
  );
}

describe("check digit", () => {
  test.each(["0110113719", "2714206386", "01130012", "06110829", "39131016", "138057", "123455"])(
    "%s is valid",
    (code) => expect(hasValidCheckDigit(code)).toBe(true),
  );

  test.each(["123456", "0110012345", "1311111111", "", "0", "１23455", "12345a"])(
    "%s is not",
    (code) => expect(hasValidCheckDigit(code)).toBe(false),
  );

  test("catches every misread digit of an institution's and of an insurer's number", () => {
    fc.assert(
      fc.property(facilityCode, insurerNumber, (institution, insurer) => {
        expect(parseFacilityCode(institution)).toMatchObject({ ok: true });
        expect(parseInsurerNumber(insurer)).toMatchObject({ ok: true });
        expect(misreadings(institution).filter((code) => parseFacilityCode(code).ok)).toEqual([]);
        expect(misreadings(insurer).filter((code) => parseInsurerNumber(code).ok)).toEqual([]);
      }),
    );
  });
});

describe("医療機関コード", () => {
  test("reads full width, hyphens and spaces", () => {
    expect(parseFacilityCode(" ０１－１－０１１３７１９ ")).toEqual({
      ok: true,
      value: {
        code: "0110113719",
        prefecture: { code: "01", name: "北海道" },
        feeSchedule: "1",
        number: "0113719",
      },
    });
  });

  test("the three pieces make the same code as the ten digits", () => {
    fc.assert(
      fc.property(facilityCode, (code) => {
        const pieces = {
          prefecture: code.slice(0, 2),
          feeSchedule: code.charAt(2),
          number: code.slice(3),
        };
        expect(parseFacilityCodeParts(pieces)).toEqual(parseFacilityCode(code));
      }),
    );
  });

  test.each([
    ["", "empty"],
    ["01101137X9", "not-digits"],
    ["0113719", "seven-digits"],
    ["011011371", "length"],
    ["4810113719", "prefecture"],
    ["0120113719", "fee-schedule"],
    ["0110113718", "check-digit"],
  ])("%s is refused: %s", (text, reason) => {
    expect(parseFacilityCode(text)).toEqual({ ok: false, reason });
  });

  test.each([
    [{ prefecture: "01", feeSchedule: "1", number: "" }, "empty"],
    [{ prefecture: "99", feeSchedule: "1", number: "0113719" }, "prefecture"],
    [{ prefecture: "01", feeSchedule: "toString", number: "0113719" }, "fee-schedule"],
    [{ prefecture: "01", feeSchedule: "1", number: "011371A" }, "not-digits"],
    [{ prefecture: "01", feeSchedule: "1", number: "113719" }, "length"],
    [{ prefecture: "01", feeSchedule: "3", number: "0113719" }, "check-digit"],
  ])("pieces %j are refused: %s", (pieces, reason) => {
    expect(parseFacilityCodeParts(pieces)).toEqual({ ok: false, reason });
  });

  test("says what to do", () => {
    expect(facilityCodeMessage("check-digit")).toMatch(/検証番号.*ください。$/u);
  });
});

describe("登録記号番号", () => {
  test.each([
    ["協27‐12345－0－0", { code: "協271234500", route: "協", digits: "271234500" }],
    ["契 ２７１２３４５６７８９", { code: "契27123456789", route: "契", digits: "27123456789" }],
    ["2712345678", { code: "2712345678", route: undefined, digits: "2712345678" }],
  ])("%s", (text, value) => {
    expect(parseRegistrationNumber(text)).toEqual({ ok: true, value });
  });

  test.each([
    ["", "empty"],
    ["承271234567", "characters"],
    ["27123456", "length"],
    ["271234567890", "length"],
  ])("%s is refused: %s", (text, reason) => {
    expect(parseRegistrationNumber(text)).toEqual({ ok: false, reason });
  });
});

describe("保険者番号", () => {
  test.each([
    ["01130012", "japan-health-insurance-association", "東京都"],
    ["06110829", "health-insurance-society", "埼玉県"],
    ["39131016", "elderly-75", "東京都"],
    ["  138057", "national-health-insurance", "東京都"],
    [withCheckDigit("13330"), "national-health-insurance-society", "東京都"],
    [withCheckDigit("6327001"), "retirees-of-society", "大阪府"],
  ])("%s is %s in %s", (text, kind, name) => {
    expect(parseInsurerNumber(text)).toMatchObject({
      ok: true,
      value: { kind, prefecture: { name } },
    });
  });

  test.each([
    ["", "empty"],
    ["0113001X", "not-digits"],
    ["0101", "old-four-digits"],
    ["1380578", "length"],
    [withCheckDigit("9913001"), "law-number"],
    [withCheckDigit("0148001"), "prefecture"],
    ["01130013", "check-digit"],
  ])("%s is refused: %s", (text, reason) => {
    expect(parseInsurerNumber(text)).toEqual({ ok: false, reason });
  });

  test("stands right-aligned in eight columns", () => {
    expect(insurerNumberInEight("138057")).toBe("  138057");
    expect(insurerNumberMessage("old-four-digits")).toContain("8桁");
  });
});

describe("記号・番号・枝番", () => {
  const society = { number: "06130012", kind: "health-insurance-society" } as const;
  const lettered = { number: "06110829", kind: "health-insurance-society" } as const;
  const association = { number: "01130012", kind: "japan-health-insurance-association" } as const;
  const elderly = { number: "39131016", kind: "elderly-75" } as const;
  const municipal = { number: "138057", kind: "national-health-insurance" } as const;
  const elderlyNumber = withCheckDigit("1234567");

  test.each([
    [association, { symbol: "１２３４５６７８", number: "901", branch: "00" }],
    [society, { symbol: "123", number: "45", branch: "" }],
    [lettered, { symbol: "A123", number: "45", branch: "01" }],
    [elderly, { symbol: "", number: elderlyNumber, branch: "" }],
    [municipal, { symbol: "国12ー34", number: "5", branch: "02" }],
  ])("%j takes %j", (insurer, input) => {
    expect(parseInsuredNumber(insurer, input)).toEqual({
      ok: true,
      value: { ...input, symbol: input.symbol.normalize("NFKC").replace("ー", "-") },
    });
  });

  test.each([
    [municipal, { symbol: "", number: " ", branch: "" }, "number-empty"],
    [municipal, { symbol: "1".repeat(21), number: "1", branch: "" }, "too-long"],
    [association, { symbol: "123456", number: "1", branch: "" }, "symbol-seven-or-eight-digits"],
    [society, { symbol: "A123", number: "1", branch: "" }, "symbol-digits"],
    [elderly, { symbol: "1", number: elderlyNumber, branch: "" }, "symbol-must-be-empty"],
    [elderly, { symbol: "", number: "1234567", branch: "" }, "number-eight-digits"],
    [municipal, { symbol: "", number: "1", branch: "1" }, "branch-two-digits"],
    [elderly, { symbol: "", number: elderlyNumber, branch: "00" }, "branch-must-be-empty"],
  ])("%j refuses %j: %s", (insurer, input, reason) => {
    expect(parseInsuredNumber(insurer, input)).toEqual({ ok: false, reason });
  });

  test("a misread digit of a 後期高齢 number is caught", () => {
    const accepted = misreadings(elderlyNumber).filter(
      (number) => parseInsuredNumber(elderly, { symbol: "", number, branch: "" }).ok,
    );
    expect(accepted).toEqual([]);
  });
});

test("47 prefectures, found by code and by name", () => {
  expect(PREFECTURES).toHaveLength(47);
  expect(prefectureByCode("47")?.name).toBe("沖縄県");
  expect(prefectureByCode("00")).toBeUndefined();
  expect(prefectureByName("大阪府")?.code).toBe("27");
});
