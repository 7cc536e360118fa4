/**
 * 受付番号 that people read aloud and type: eleven characters at random, which nobody guesses, and one that catches a wrong
 * or a swapped one. 「7KQM-2HXD-9F3C」. A weighted sum by a prime number of characters finds both kinds of mistake.
 */
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";

/** No 0 O 1 I L, which are taken for one another. */
export const READABLE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Without the check character. */
export const RECEIPT_NUMBER_RANDOM = 11;

export type ReceiptNumberProblem = "empty" | "shape" | "check-character";

/** @param payload as many readable characters as are random @returns in groups of four */
export function receiptNumberOf(payload: string): string {
  return grouped(payload + checkCharacter(payload));
}

/** In either width and case, with or without hyphens and spaces. */
export function parseReceiptNumber(text: string): Result<string, ReceiptNumberProblem> {
  const folded = text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "");
  if (folded === "") return err("empty");
  const payload = folded.slice(0, -1);
  const isReadable = [...folded].every((character) => READABLE_CHARACTERS.includes(character));
  if (!isReadable || payload.length !== RECEIPT_NUMBER_RANDOM) return err("shape");
  return folded.endsWith(checkCharacter(payload)) ? ok(grouped(folded)) : err("check-character");
}

function checkCharacter(payload: string): string {
  const sum = [...payload].reduce(
    (total, character, index) => total + (index + 1) * READABLE_CHARACTERS.indexOf(character),
    0,
  );
  return READABLE_CHARACTERS.charAt(sum % READABLE_CHARACTERS.length);
}

function grouped(characters: string): string {
  return characters.replace(/(.{4})(?=.)/g, "$1-");
}

const MESSAGES: Record<ReceiptNumberProblem, string> = {
  empty: "受付番号を入力してください。",
  shape: "受付番号は、英字と数字の12文字です。控えと見比べてください。",
  "check-character": "受付番号に打ち間違いがあります。控えと見比べてください。",
};

export function receiptNumberMessage(problem: ReceiptNumberProblem): string {
  return MESSAGES[problem];
}
