import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  billingFlags,
  billingNotes,
  nameKey,
  replaceForShiftJis,
  sameName,
  toHalfWidthKana,
} from "./index.ts";
import type { PersonName } from "./index.ts";

const KATAKANA = [..."アカガサザタダナハバパマヤラワンヴァィゥェォッャュョー"];
const KANJI = [..."山田花子髙高橋邉邊辺渡一郎𠮷吉"];
const kana = fc.array(fc.constantFrom(...KATAKANA), { minLength: 1 }).map((all) => all.join(""));
const kanji = fc.array(fc.constantFrom(...KANJI), { minLength: 1 }).map((all) => all.join(""));
const person = fc.record({ name: kanji, kana });

/** Each of these a file or a person may do to a name without meaning another one. */
const REWRITINGS: readonly ((text: string) => string)[] = [
  (text) => toHalfWidthKana(text),
  (text) => text.normalize("NFD"),
  (text) => text.replaceAll(/[ァ-ヴ]/gu, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0x60)),
  (text) => text.replaceAll("ー", "－"),
  (text) => text.replaceAll("ー", "―"),
  (text) => text.replaceAll("ッ", "ツ").replaceAll("ャ", "ヤ"),
  (text) => [...text].join(" "),
  (text) => [...text].join("　"),
  (text) => `${text}\u{e0101}`,
];
const rewriting = fc.array(fc.constantFrom(...REWRITINGS), { maxLength: 4 });

describe("keys of names", () => {
  test("no way of writing a name makes it another one", () => {
    fc.assert(
      fc.property(fc.oneof(kana, kanji), rewriting, (text, ways) => {
        const written = ways.reduce((so_far, way) => way(so_far), text);
        expect(nameKey(written)).toBe(nameKey(text));
        expect(nameKey(nameKey(text))).toBe(nameKey(text));
      }),
    );
  });

  test.each([
    ["ハナコ", "バナコ"],
    ["髙橋", "高橋"],
    ["渡邉", "渡邊"],
    ["オノ", "オオノ"],
    ["ユウコ", "ユーコ"],
  ])("%s is not %s", (a, b) => expect(nameKey(a)).not.toBe(nameKey(b)));

  test.each([
    ["神谷", "\u{fa19}谷"],
    ["ｷﾖｳｺ", "きょうこ"],
    ["García", "ＧＡＲＣÍＡ"],
    ["葛城", "葛\u{e0100}城"],
  ])("%s is %s", (a, b) => expect(nameKey(a)).toBe(nameKey(b)));
});

describe("two people's names", () => {
  test.each([
    ["山田　花子", "ヤマダ ハナコ", "山田花子", "ﾔﾏﾀﾞ ﾊﾅｺ", "same"],
    ["渡●　一郎", "ワタナベ　イチロウ", "渡邉　一郎", "ワタナベ　イチロウ", "same"],
    ["高橋", "タカハシ", "髙橋", "タカハシ", "kana-only"],
    ["", "タカハシ", "髙橋", "タカハシ", "kana-only"],
    ["幸子", "サチコ", "幸子", "ユキコ", "kanji-only"],
    ["幸子", "", "幸子", "ユキコ", "kanji-only"],
    ["山田", "ヤマダ", "佐藤", "サトウ", "different"],
    ["", "", "", "", "different"],
    ["渡●", "ワタナベ", "渡邉邉", "ワタナベ", "kana-only"],
  ])("%s（%s）, %s（%s）: %s", (name, reading, otherName, otherReading, match) => {
    expect(sameName({ name, kana: reading }, { name: otherName, kana: otherReading })).toBe(match);
  });

  test("who is who does not depend on the order, and everybody is themselves", () => {
    fc.assert(
      fc.property(person, person, (a: PersonName, b: PersonName) => {
        expect(sameName(a, b)).toBe(sameName(b, a));
        expect(sameName(a, { ...a })).toBe("same");
        // Whatever the kanji: without an equal reading there is no match to act on.
        expect(["kanji-only", "different"]).toContain(sameName({ ...a, kana: "" }, b));
      }),
    );
  });

  test("a name that lost any of its characters is still the same", () => {
    fc.assert(
      fc.property(person, fc.nat(), (a, seed) => {
        const characters = [...a.name];
        characters[seed % characters.length] = "●";
        expect(sameName(a, { name: characters.join(""), kana: a.kana })).toBe("same");
      }),
    );
  });
});

describe("what a billing computer stumbles on", () => {
  test.each([
    ["山田　花子", []],
    ["ﾔﾏﾀﾞ ハナコ GARCIA", []],
    ["渡●一郎", [["lost", 2]]],
    [
      "髙﨑",
      [
        ["outside-jis-x-0208", 1],
        ["outside-jis-x-0208", 2],
      ],
    ],
    ["德川", [["outside-jis-x-0208", 1]]],
    ["俱子", [["not-in-shift-jis", 1]]],
    ["𠮷田", [["surrogate-pair", 1]]],
    [
      "葛\u{e0100}城俱",
      [
        ["variation-selector", 1],
        ["not-in-shift-jis", 3],
      ],
    ],
    ["\ue000", [["private-use", 1]]],
    ["カ\u3099", []],
  ])("%s", (name, expected) => {
    expect(billingFlags(name).map(({ kind, position }) => [kind, position])).toEqual(expected);
  });

  test.each([
    ["德川", "氏名の「德」は、請求で使える文字（JIS X 0208）にない字です。"],
    ["髙﨑髙", "氏名の「髙」「﨑」は、請求で使える文字"],
    ["髙﨑德①Ⅱ", "氏名の「髙」「﨑」「德」などは、"],
    ["俱子", "氏名の「俱」は、レセコンの文字コード（Shift_JIS）にない字です。"],
    ["𠮷田", "氏名の「𠮷」は、古いシステムでは1文字として扱えない字です。"],
    ["渡邉\u{e0100}", "氏名の「邉」に、字形を選ぶ見えない符号が付いています。"],
    ["山\ue000田", "氏名の2文字目は、作ったシステムでしか読めない外字です。"],
    ["山\u200b田", "氏名の2文字目は、レセコンの文字コード"],
  ])("of %s the receptionist is told", (name, words) => {
    expect(billingNotes("氏名", name).join("")).toContain(words);
  });

  test("notes stand for all flags but ●, in short sentences that say what to do", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          person.map(({ name }) => name),
          fc.string({ unit: "binary" }),
          fc.string({
            unit: fc.constantFrom("●", "髙", "俱", "𠮷", "葛\u{e0100}", "\ue000", "山"),
          }),
        ),
        (name) => {
          const flags = billingFlags(name).filter(({ kind }) => kind !== "lost");
          const notes = billingNotes("被保険者の氏名", name);
          expect(notes).toHaveLength(new Set(flags.map(({ kind }) => kind)).size);
          for (const note of notes) {
            expect(note).toMatch(/ください。$/u);
            for (const sentence of note.split("。")) {
              expect([...sentence].length).toBeLessThanOrEqual(60);
            }
          }
        },
      ),
    );
  });

  test("a name with no flag goes to Shift_JIS whole", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          person.map(({ name }) => name),
          fc.string({ unit: "binary" }),
        ),
        (name) => {
          if (billingFlags(name).length === 0)
            expect(replaceForShiftJis(name).replaced).toEqual([]);
          for (const { index, character } of billingFlags(name)) {
            expect(name.startsWith(character, index)).toBe(true);
          }
        },
      ),
    );
  });
});
