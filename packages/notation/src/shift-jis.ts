/**
 * Shift_JIS as Windows writes it (CP932, Windows-31J): what insurers' files and billing computers (レセコン) use.
 * Browsers and Node decode it (WHATWG Encoding, index jis0208) but encode only UTF-8, so the table for encoding is
 * the decoder's, turned round once.
 */

/** The mark that stands where a character does not exist, as the insurers' intermediate server writes it. */
export const REPLACEMENT_MARK = "●";

/** Where CP932 holds a character. JIS X 0208 is what claims take; NEC's and IBM's additions (髙, 﨑, 德, ①) are not in it. */
export type ShiftJisPlace = "single-byte" | "jis-x-0208" | "vendor-extension";

export type ShiftJisReplacement = {
  /** Of the character in the text as it came, in UTF-16 units. */
  readonly index: number;
  readonly character: string;
  /** ●, or empty: a variation selector leaves and its kanji stays. */
  readonly replacedBy: string;
};

export type ShiftJisText = {
  /** Holds only characters that CP932 has. */
  readonly text: string;
  readonly replaced: readonly ShiftJisReplacement[];
};

const ABSENT = 0;
const HALF_WIDTH_KANA = { first: 0xff61, last: 0xff9f, byte: 0xa1 };

/** JIS X 0208 ends with 熙; the rows of NEC and IBM stand in the gap before 亜 and after 熙. */
const NEC_ROW_13 = 0x8740;
const FIRST_KANJI = 0x889f;
const LAST_KANJI = 0xeaa4;

/** NEC's copy of IBM's additions: read, never written, for Windows writes the later IBM codes. */
const NEC_COPY = { first: 0xed40, last: 0xeefc };
/** 外字: their maker alone knows what they look like, so they are read as private use and never written. */
const USER_DEFINED = { first: 0xf040, last: 0xf9fc };

/**
 * One JIS character, two code points: JIS's own reading of the code and Microsoft's. Either is written as the same two bytes,
 * so that a wave dash of a Mac (〜) does not become ●.
 */
const OTHER_CODE_POINTS: readonly (readonly [other: string, microsoft: string])[] = [
  ["\u301c", "\uff5e"],
  ["\u2016", "\u2225"],
  ["\u2212", "\uff0d"],
  ["\u2014", "\u2015"],
  ["\u00a2", "\uffe0"],
  ["\u00a3", "\uffe1"],
  ["\u00a5", "\uffe5"],
  ["\u00ac", "\uffe2"],
];

let table: Uint16Array | undefined;

/** The CP932 code of every character of the basic plane; 0 where there is none (and for NUL, which is itself). */
function encodingTable(): Uint16Array {
  if (table !== undefined) return table;
  const made = new Uint16Array(0x10000);
  for (let ascii = 0; ascii < 0x80; ascii += 1) made[ascii] = ascii;
  for (let unit = HALF_WIDTH_KANA.first; unit <= HALF_WIDTH_KANA.last; unit += 1) {
    made[unit] = unit - HALF_WIDTH_KANA.first + HALF_WIDTH_KANA.byte;
  }
  const decoder = new TextDecoder("shift_jis");
  for (let code = 0x8140; code <= 0xfcfc; code += 1) {
    if (!isDoubleByte(code) || within(code, NEC_COPY) || within(code, USER_DEFINED)) continue;
    const character = decoder.decode(Uint8Array.of(code >> 8, code & 0xff));
    const unit = character.charCodeAt(0);
    const assigned = character.length === 1 && character !== "\ufffd";
    // A character that stands twice is written by its first code, as Windows does.
    if (assigned && made[unit] === ABSENT) made[unit] = code;
  }
  for (const [other, microsoft] of OTHER_CODE_POINTS) {
    made[other.charCodeAt(0)] = made[microsoft.charCodeAt(0)] ?? ABSENT;
  }
  table = made;
  return made;
}

function isDoubleByte(code: number): boolean {
  const lead = code >> 8;
  const trail = code & 0xff;
  return (lead <= 0x9f || lead >= 0xe0) && trail >= 0x40 && trail <= 0xfc && trail !== 0x7f;
}

function within(code: number, range: { readonly first: number; readonly last: number }): boolean {
  return code >= range.first && code <= range.last;
}

/** @param character one code point. Undefined where CP932 has no such character. */
export function shiftJisPlace(character: string): ShiftJisPlace | undefined {
  const code = codeOf(character);
  if (code === undefined) return undefined;
  if (code < 0x100) return "single-byte";
  const isJis = code < NEC_ROW_13 || (code >= FIRST_KANJI && code <= LAST_KANJI);
  return isJis ? "jis-x-0208" : "vendor-extension";
}

function codeOf(character: string): number | undefined {
  if (character.length !== 1) return undefined;
  const code = encodingTable()[character.charCodeAt(0)] ?? ABSENT;
  return code === ABSENT && character !== "\0" ? undefined : code;
}

/** One user's character beyond ASCII: a kana with the voicing mark that follows it, or one code point. */
const CHARACTERS = /[\u3041-\u30ff][\u3099\u309a]|\P{ASCII}/gu;
const VARIATION_SELECTOR = /^[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]$/u;

/**
 * A copy for a system that knows only CP932. Kana with a separate voicing mark become one character; a variation selector
 * leaves; whatever CP932 does not have becomes ●. The text as it came stays what is kept.
 */
export function replaceForShiftJis(text: string): ShiftJisText {
  const replaced: ShiftJisReplacement[] = [];
  const copy = text.replaceAll(CHARACTERS, (character, index: number) => {
    const composed = character.length > 1 ? character.normalize("NFC") : character;
    if (codeOf(composed) !== undefined) return composed;
    const replacedBy = VARIATION_SELECTOR.test(character) ? "" : REPLACEMENT_MARK;
    replaced.push({ index, character, replacedBy });
    return replacedBy;
  });
  return { text: copy, replaced };
}

/** CP932 bytes, with ● where a character does not exist (see `replaceForShiftJis`). */
export function encodeShiftJis(text: string): Uint8Array {
  const codes = encodingTable();
  const known = isKnown(text, codes) ? text : replaceForShiftJis(text).text;
  const bytes = new Uint8Array(known.length * 2);
  let length = 0;
  for (let index = 0; index < known.length; index += 1) {
    const code = codes[known.charCodeAt(index)] ?? ABSENT;
    if (code > 0xff) bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  }
  return bytes.subarray(0, length);
}

/** Most text has nothing to replace, and this is seen ten times faster than it is looked at by character. */
function isKnown(text: string, codes: Uint16Array): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (codes[unit] === ABSENT && unit !== 0) return false;
  }
  return true;
}
