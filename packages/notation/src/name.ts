/**
 * Names of people, compared. A name is kept and shown as it came; the key made here is for comparing alone.
 *
 * Two names count as equal when they differ only in width (ﾔﾏﾀﾞ, ヤマダ), in hiragana and katakana, in large and small kana
 * (キヨウコ, キョウコ: half-width files and old registers know no small ones), in the mark for a long vowel (ー－‐―ｰ), in the kind or
 * presence of spaces, in letter case, in variation selectors, or in compatibility ideographs (U+FA19 is 神).
 * They differ when a voicing mark differs (ハナ, バナ), and when a kanji is another one, be it a form of the same kanji
 * (髙 and 高, 邊 and 辺): which of them an insurer's system could write says nothing about the person.
 */
import { REPLACEMENT_MARK } from "./shift-jis.ts";
import { comparable } from "./text.ts";

export type PersonName = {
  /** As the register or the insurer writes it: kanji, letters, perhaps ●. Empty: unknown. */
  readonly name: string;
  /** フリガナ, in any width. Empty: unknown. */
  readonly kana: string;
};

/**
 * - `same`: the readings are equal, and so are the names; a ● stands for any one character.
 * - `kana-only`: the readings are equal, the names differ (another form of a kanji, a maiden name under one reading) or one is unknown.
 * - `kanji-only`: the names are equal, the readings differ or one is unknown. Never a match: 幸子 is Sachiko or Yukiko.
 * - `different`: neither is equal, or nothing is known.
 *
 * `same` and `kana-only` still need the date of birth: many people share a name.
 */
export type NameMatch = "same" | "kana-only" | "kanji-only" | "different";

const SMALL_KANA = "ァィゥェォッャュョヮヵヶ";
const LARGE_KANA = "アイウエオツヤユヨワカケ";

/** A key for comparing names and readings: see above for what no longer matters. Never show or store it as a name. */
export function nameKey(text: string): string {
  return comparable(text)
    .replaceAll(/[ぁ-ゖ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replaceAll(
      /[ァィゥェォッャュョヮヵヶ]/gu,
      (kana) => LARGE_KANA[SMALL_KANA.indexOf(kana)] ?? kana,
    )
    .normalize("NFKC");
}

export function sameName(a: PersonName, b: PersonName): NameMatch {
  const sameKana = areEqual(nameKey(a.kana), nameKey(b.kana));
  const sameKanji = areEqual(nameKey(a.name), nameKey(b.name));
  if (sameKana) return sameKanji ? "same" : "kana-only";
  return sameKanji ? "kanji-only" : "different";
}

/** Nothing equals what is unknown. */
function areEqual(a: string, b: string): boolean {
  if (a === "" || b === "") return false;
  if (a === b) return true;
  const ofA = [...a];
  const ofB = [...b];
  return (
    ofA.length === ofB.length &&
    ofA.every(
      (character, index) =>
        character === ofB[index] ||
        character === REPLACEMENT_MARK ||
        ofB[index] === REPLACEMENT_MARK,
    )
  );
}
