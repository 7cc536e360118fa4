/**
 * Texts as they are compared in a search: width, case, hiragana and katakana, small kana's marks of length, hyphens, middle dots
 * and spaces no longer matter. 「サーバー」 finds 「さーば」, 「ﾏｲﾅ資格」 finds 「マイナ資格」.
 */

/** What is seen as one character: with its voicing marks, be they combining, half-width or apart. */
const CHARACTER = /[^][\p{M}\u309B\u309C\uFF9E\uFF9F]*/gu;
const IGNORED = /[\s\p{Default_Ignorable_Code_Point}\-‐‑‒–—―−─ー・･]/gu;

const folded = new Map<string, string>();
const MOST_CHARACTERS = 20_000;

export function fold(text: string): string {
  return text.replaceAll(CHARACTER, foldCharacter);
}

function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const result = character
    .replaceAll("\u309B", "\u3099")
    .replaceAll("\u309C", "\u309A")
    .normalize("NFKC")
    .replaceAll(IGNORED, "")
    .toLowerCase()
    .replaceAll(/[ぁ-ゖ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
  if (folded.size < MOST_CHARACTERS) folded.set(character, result);

  return result;
}

/** The words of a search, each once. */
export function foldWords(query: string): string[] {
  const words = query
    .normalize("NFKC")
    .split(/\s+/u)
    .map(fold)
    .filter((word) => word !== "");

  return [...new Set(words)];
}

/** A piece of a text, and whether it is what was searched for. */
export type Piece = { readonly text: string; readonly hit: boolean };

/** The text in pieces, every occurrence of every word marked; both are compared folded. */
export function markWords(text: string, words: readonly string[]): Piece[] {
  const { key, starts } = foldWithPlaces(text);
  const hits = words
    .flatMap((word) => occurrences(key, word))
    .toSorted((left, right) => left.from - right.from);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of hits) {
    const start = Math.max(starts[from] ?? text.length, at);
    const end = starts[to] ?? text.length;
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false });
    pieces.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });

  return pieces;
}

/** The part of a text around the first occurrence of any of the words. @param folded of the text, where it is known */
export function excerpt(
  text: string,
  words: readonly string[],
  length: number,
  { key, starts }: Folded = foldWithPlaces(text),
): string {
  const places = words.map((word) => key.indexOf(word)).filter((place) => place >= 0);
  const first = places.length === 0 ? 0 : (starts[Math.min(...places)] ?? 0);
  // A third before the word, so that it is read in its sentence.
  const wanted = Math.max(0, Math.min(first - Math.floor(length / 3), text.length - length));
  const sentence = text.lastIndexOf("。", first);
  const start = sentence >= wanted - 20 && sentence >= 0 ? sentence + 1 : wanted;
  const end = Math.min(text.length, start + length);
  const whole = text.slice(start, end).trim();

  return `${start > 0 ? "…" : ""}${whole}${end < text.length ? "…" : ""}`;
}

/** With the place in the text at which each unit of the key begins. */
export type Folded = { readonly key: string; readonly starts: readonly number[] };

export function foldWithPlaces(text: string): Folded {
  const starts: number[] = [];
  let key = "";
  for (const { 0: character, index } of text.matchAll(CHARACTER)) {
    const part = foldCharacter(character);
    for (let unit = 0; unit < part.length; unit += 1) starts.push(index);
    key += part;
  }

  return { key, starts };
}

function occurrences(key: string, word: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let from = key.indexOf(word); from >= 0; from = key.indexOf(word, from + word.length)) {
    found.push({ from, to: from + word.length });
  }

  return found;
}
