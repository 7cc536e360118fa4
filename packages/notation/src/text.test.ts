import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  comparable,
  floorToThousand,
  foldCode,
  formatPostalCode,
  formatYen,
  hasReplacementMark,
  isKatakana,
  isYen,
  formatPhone,
  parsePhone,
  parsePostalCode,
  parseYen,
  toFullWidthKana,
  toHalfWidthKana,
  withFullWidthSpaces,
} from "./index.ts";

/** Every character of a フリガナ: ァ to ヴ without the three that have no half-width form, and the long-vowel mark. */
const KANA = [
  ...Array.from({ length: 0x30f4 - 0x30a1 + 1 }, (_, index) =>
    String.fromCharCode(0x30a1 + index),
  ).filter((kana) => !"ヮヰヱ".includes(kana)),
  "ー",
  "・",
  "　",
];
const reading = fc.array(fc.constantFrom(...KANA), { minLength: 1 }).map((kana) => kana.join(""));

describe("kana width", () => {
  test("half width holds only half-width characters and comes back unchanged", () => {
    fc.assert(
      fc.property(reading, (text) => {
        const half = toHalfWidthKana(text);
        expect(half).toMatch(/^[\uff61-\uff9f ]*$/u);
        expect(toFullWidthKana(half).replaceAll(" ", "　")).toBe(text);
      }),
    );
  });

  test("other characters stay", () => {
    expect(toFullWidthKana("ﾔﾏﾀﾞ ①Ａ")).toBe("ヤマダ ①Ａ");
    expect(toHalfWidthKana("ヤマダ　Ａé")).toBe("ﾔﾏﾀﾞ Ａé");
  });
});

describe("copies for comparing", () => {
  test("width, spaces, hyphens and long-vowel marks no longer matter", () => {
    expect(comparable("山田　花子")).toBe(comparable("山田 花子"));
    const written = ["1ー2", "1－2", "1‐2", "1−2", "1-2", "１ｰ２"].map(comparable);
    expect(new Set(written).size).toBe(1);
  });

  test("comparing twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(comparable(comparable(text))).toBe(comparable(text));
      }),
    );
  });
});

test("katakana", () => {
  expect(["ヤマダ　ハナコ", "ジョー", "ヴァン・ダイク"].map(isKatakana)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["", "　", "やまだ", "ﾔﾏﾀﾞ", "ヤマダ1"].map(isKatakana)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("spaces of a name", () => {
  expect(withFullWidthSpaces(" ヤマダ  ハナコ")).toBe("ヤマダ　ハナコ");
});

test("the mark of a lost character", () => {
  expect(["●橋 花子", "髙橋 花子"].map(hasReplacementMark)).toEqual([true, false]);
});

test("codes", () => {
  expect(foldCode("　０１－１ー０１‐ａ ")).toBe("01101A");
});

describe("yen", () => {
  test("what is written is read back", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (yen) => {
        expect(parseYen(formatYen(yen))).toEqual({ ok: true, value: yen });
        expect(yen - floorToThousand(yen)).toBe(yen % 1000);
        expect(floorToThousand(yen) % 1000).toBe(0);
      }),
    );
  });

  test("forms", () => {
    expect([31000, 999, 0, -1000].map(formatYen)).toEqual(["31,000円", "999円", "0円", "-1,000円"]);
    expect(() => formatYen(0.5)).toThrow(RangeError);
    expect([0, 31000, 0.5, -1, Number.NaN, 2 ** 53, "1"].map(isYen)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(parseYen("￥３１，０００")).toEqual({ ok: true, value: 31000 });
  });

  test.each([
    ["", "empty"],
    ["31.5", "not-whole-yen"],
    ["-100", "not-whole-yen"],
    ["1,00", "not-whole-yen"],
    ["99999999999999999", "too-large"],
  ])("%s is refused: %s", (text, reason) => {
    expect(parseYen(text)).toEqual({ ok: false, reason });
  });
});

test("postal codes", () => {
  expect(parsePostalCode("〒１００－８９１６")).toEqual({ ok: true, value: "1008916" });
  expect(formatPostalCode("1008916")).toBe("100-8916");
  expect(parsePostalCode("100-891")).toEqual({ ok: false, reason: "seven-digits" });
});

test("telephone numbers", () => {
  expect(parsePhone("０３（５２５３）１１１１")).toEqual({ ok: true, value: "0352531111" });
  expect(parsePhone("+81 90-1234-5678")).toEqual({ ok: true, value: "09012345678" });
  const written = ["0352531111", "09012345678", "08000804583", "0120123456", "0476123456"];
  expect(written.map(formatPhone)).toEqual([
    "03-5253-1111",
    "090-1234-5678",
    "0800-080-4583",
    "0120-123-456",
    "0476123456",
  ]);
  expect(parsePhone("5253-1111")).toEqual({ ok: false, reason: "leading-zero" });
  expect(parsePhone("03-5253-111")).toEqual({ ok: false, reason: "length" });
  expect(parsePhone("03-5253-111x")).toEqual({ ok: false, reason: "not-digits" });
});
