import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeShiftJis, replaceForShiftJis, shiftJisPlace } from "./index.ts";

const decoder = new TextDecoder("shift_jis", { fatal: true });

const basicPlane = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter(
  (character) => character.isWellFormed(),
);

test("JIS X 0208 has 6,879 characters, and 8 of them a second code point", () => {
  const places = basicPlane.map((character) => shiftJisPlace(character));
  expect(places.filter((place) => place === "jis-x-0208")).toHaveLength(6879 + 8);
  expect(places.filter((place) => place === "single-byte")).toHaveLength(128 + 63);
  // NEC's 83 less 9 that JIS X 0208 has; IBM's 388 less 15 that JIS X 0208 or NEC has.
  expect(places.filter((place) => place === "vendor-extension")).toHaveLength(74 + 373);
});

test("what is written is read back, and ● stands for the rest", () => {
  // The last three are no choice of ours: Node's decoder, as its ICU does for IBM, exchanges these control characters.
  const equals = new Map(
    [..."〜‖−—¢£¥¬\u001A\u001C\u007F"].map((other, index) => [
      other,
      "～∥－―￠￡￥￢\u001C\u007F\u001A"[index],
    ]),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...basicPlane), (text, one) => {
      const { text: copy } = replaceForShiftJis(text + one);
      expect(decoder.decode(encodeShiftJis(text + one))).toBe(
        [...copy].map((character) => equals.get(character) ?? character).join(""),
      );
      expect(replaceForShiftJis(copy)).toEqual({ text: copy, replaced: [] });
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["髙橋", "髙橋", []],
  ["𠮷田", "●田", [{ index: 0, character: "𠮷", replacedBy: "●" }]],
  ["葛\u{e0100}城", "葛城", [{ index: 1, character: "\u{e0100}", replacedBy: "" }]],
  ["カ\u3099ハ\u309a", "ガパ", []],
  ["a\u3099", "a●", [{ index: 1, character: "\u3099", replacedBy: "●" }]],
  ["\ue000", "●", [{ index: 0, character: "\ue000", replacedBy: "●" }]],
  ["\ud842", "●", [{ index: 0, character: "\ud842", replacedBy: "●" }]],
])("%j becomes %s", (text, copy, replaced) => {
  expect(replaceForShiftJis(text)).toEqual({ text: copy, replaced });
});

test("Windows' own choice among several codes", () => {
  const codes = [..."∵Ⅰ髙￢①〜"].map((character) => [...encodeShiftJis(character)]);
  expect(codes).toEqual([
    [0x81, 0xe6],
    [0x87, 0x54],
    [0xfb, 0xfc],
    [0x81, 0xca],
    [0x87, 0x40],
    [0x81, 0x60],
  ]);
});
