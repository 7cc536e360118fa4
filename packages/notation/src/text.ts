/**
 * Characters as Japanese offices type and store them. Names are kept as they came; the functions here make copies
 * for comparing, or judge whether a text can be what it claims to be.
 */

import { REPLACEMENT_MARK } from "./shift-jis.ts";

/** Everything people type for a hyphen, a minus or a long-vowel mark, which look alike and stand for each other. */
const HYPHENS = /[-‐‑‒–—―−─ー]/gu;

/** Half-width katakana U+FF61–U+FF9F in order, beside its full-width form. */
const FULL_WIDTH =
  "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
const HALF_WIDTH_START = 0xff61;

const toHalf = new Map(
  [...FULL_WIDTH].map((kana, index) => [kana, String.fromCharCode(HALF_WIDTH_START + index)]),
);

/** A code as a form or a paper gives it: full width to half, hyphens and spaces removed, letters in upper case. */
export function foldCode(text: string): string {
  return text.normalize("NFKC").replaceAll(/\s/gu, "").replaceAll(HYPHENS, "").toUpperCase();
}

/** As `foldCode`, for numbers that lists and papers break up further: 「01,1234,5」「協27・1234567・0」「（契）…」. */
export function foldListedCode(text: string): string {
  return foldCode(text).replaceAll(/[,.、。・･/_~〜:()[\]{}「」『』【】〔〕〈〉《》]/gu, "");
}

/** Every run of spaces, full width included, becomes one ideographic space, as the eligibility answer writes names. */
export function withFullWidthSpaces(text: string): string {
  return text.trim().replaceAll(/\s+/gu, "　");
}

/** Half-width katakana becomes full width, with its voicing marks joined. All else stays. */
export function toFullWidthKana(text: string): string {
  return text.replaceAll(/[\uff61-\uff9f]+/gu, (run) => run.normalize("NFKC"));
}

/** Full-width katakana, its punctuation and the ideographic space become half width, voicing marks split off. */
export function toHalfWidthKana(text: string): string {
  return [...text].map(halfWidth).join("");
}

function halfWidth(character: string): string {
  if (character === "　") return " ";
  const direct = toHalf.get(character);
  if (direct !== undefined) return direct;
  const [base = "", mark] = [...character.normalize("NFD")];
  const half = toHalf.get(base);
  if (half === undefined) return character;
  if (mark === "\u3099") return `${half}ﾞ`;
  if (mark === "\u309a") return `${half}ﾟ`;
  return character;
}

/** Full-width katakana with long-vowel marks, middle dots and spaces, as フリガナ fields ask. Empty is not katakana. */
export function isKatakana(text: string): boolean {
  return /^[ァ-ヺー・\s]*[ァ-ヺ][ァ-ヺー・\s]*$/u.test(text);
}

/**
 * A copy for comparing names, symbols and addresses: width, spaces, case, hyphens and what cannot be seen (variation selectors,
 * joiners) no longer matter. Never show or store it.
 */
export function comparable(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replaceAll(/\s/gu, "")
    .replaceAll(HYPHENS, "-")
    .toUpperCase()
    .normalize("NFKC");
}

/** Whether an insurer's system put ● where it had no character. The name then needs another way to be confirmed. */
export function hasReplacementMark(text: string): boolean {
  return text.includes(REPLACEMENT_MARK);
}
