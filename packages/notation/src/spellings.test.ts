/** Institutions' numbers however people and papers write them: the same number comes out, and nothing else is let in. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  PREFECTURES,
  checkDigit,
  checkDigitWork,
  parseFacilityCode,
  parseFacilityCodeParts,
  parseRegistrationNumber,
  spellingsOfRegistrationNumber,
} from "./index.ts";

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(""));
const prefecture = fc.constantFrom(...PREFECTURES.map(({ code }) => code));
const facilityCode = fc
  .tuple(prefecture, fc.constantFrom("1", "3", "4", "6"), digits(6))
  .map((parts) => parts.join(""))
  .map((payload) => payload + checkDigit(payload));

const separators = [" ", "　", "-", "－", "ー", "‐", "−", "・", ",", "，", ".", "/", "\t"];

/** The same characters in any width, with anything between them that people put there. */
const spelled = (code: string) =>
  fc
    .array(fc.tuple(fc.boolean(), fc.constantFrom("", "", "", ...separators)), {
      minLength: code.length,
      maxLength: code.length,
    })
    .map((choices) =>
      [...code]
        .map((character, index) => {
          const [isWide, separator] = choices[index] ?? [false, ""];
          const wide = /\d/.test(character)
            ? String.fromCodePoint(character.charCodeAt(0) + 0xfee0)
            : character;

          return (isWide ? wide : character) + separator;
        })
        .join(""),
    );

test("a 医療機関コード is the same in every spelling", () => {
  fc.assert(
    fc.property(
      facilityCode.chain((code) => fc.tuple(fc.constant(code), spelled(code))),
      ([code, text]) => {
        const parsed = parseFacilityCode(text);
        expect(parsed.ok && parsed.value.code).toBe(code);
        const parts = parseFacilityCodeParts({
          prefecture: code.slice(0, 2),
          feeSchedule: code.charAt(2),
          number: code.slice(3),
        });
        expect(parts.ok && parts.value.code).toBe(code);
      },
    ),
  );
});

const registrationNumber = fc
  .tuple(
    fc.constantFrom("協", "契", ""),
    prefecture,
    fc.integer({ min: 7, max: 9 }).chain((length) => digits(length)),
  )
  .map((parts) => parts.join(""));

test("a 登録記号番号 is the same in every spelling", () => {
  fc.assert(
    fc.property(
      registrationNumber.chain((code) => fc.tuple(fc.constant(code), spelled(code))),
      fc.constantFrom("", "登録記号番号：", "登録記号番号 ", "契約記号番号　"),
      ([code, text], introduction) => {
        const parsed = parseRegistrationNumber(introduction + text);
        expect(parsed.ok && parsed.value.code).toBe(code);
      },
    ),
  );
});

test.each([
  ["（協）27-1234567-0-0", "協27123456700"],
  ["[契]13-7654321-0", "契1376543210"],
  ["協定 第1312345670号", "協1312345670"],
  ["契約１３１２３４５６７", "契131234567"],
  ["「協」２７ー１２３４５６７ー０ー０", "協27123456700"],
])("%s is %s", (text, code) => {
  expect(parseRegistrationNumber(text)).toMatchObject({ ok: true, value: { code } });
});

test.each(["協契123456789", "123協456789", "登録記号番号", "A12345678", "1234567", "123456789012"])(
  "%s is no 登録記号番号",
  (text) => {
    expect(parseRegistrationNumber(text).ok).toBe(false);
  },
);

test("with or without 協 and 契, a 施術所 is found under each spelling of its own", () => {
  fc.assert(
    fc.property(registrationNumber, (code) => {
      const bare = code.replace(/^[協契]/u, "");
      expect(spellingsOfRegistrationNumber(code)).toContain(code);
      expect(spellingsOfRegistrationNumber(code)).toContain(bare);
      expect(spellingsOfRegistrationNumber(bare)).toContain(code);
    }),
  );
});

test("the work of a check digit leads to the digit that the rule gives", () => {
  fc.assert(
    fc.property(facilityCode, fc.integer({ min: 1, max: 9 }), (code, shift) => {
      const given = String((Number(code.slice(-1)) + shift) % 10);
      const work = checkDigitWork(code.slice(0, -1) + given);
      expect(work.worked).toBe(code.slice(-1));
      expect(work.given).toBe(given);
      expect(work.sum).toBe(work.steps.reduce((sum, { adds }) => sum + adds, 0));
      expect(String((10 - (work.sum % 10)) % 10)).toBe(work.worked);
      expect(work.steps.map(({ digit }) => digit).join("")).toBe(code.slice(0, -1));
    }),
  );
});
