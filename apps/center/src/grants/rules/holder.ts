/** 口座名義 as banks take it: kana, capitals, digits and a few marks; nothing else survives a transfer. */
import { bankText } from "./zengin.ts";

/** 被仕向口座の名義 in a record of a transfer. */
export const HOLDER_WIDTH = 30;

/** What somebody typed in hiragana was meant in katakana. */
export function toKatakana(text: string): string {
  return text.replaceAll(/[ぁ-ゖ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

/** The characters that a transfer would leave out, each once. */
export function unbankable(text: string): readonly string[] {
  const left = Array.from(text).filter(
    (character) => !/\s/u.test(character) && bankText(character) === "",
  );

  return [...new Set(left)];
}

export function hasKanaOrLetter(text: string): boolean {
  return /[A-Zｱ-ﾝ]/u.test(bankText(text));
}

/** 「ｶｸｳｲｲﾝ ｶｸｳ ﾀﾛｳ」: what will stand in the transfer, cut where the record ends. */
export function holderAsTransferred(text: string): string {
  return bankText(toKatakana(text)).slice(0, HOLDER_WIDTH);
}
