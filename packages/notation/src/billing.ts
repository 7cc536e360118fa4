/**
 * Characters of a name that trouble billing computers (レセコン) and claims: claims take JIS X 0208, 6,879 characters
 * (社会保険診療報酬支払基金「レセプト電算処理システム 記録条件仕様」), while eligibility answers may carry more.
 */
import { REPLACEMENT_MARK, shiftJisPlace } from "./shift-jis.ts";

export type BillingFlagKind =
  /** ● or U+FFFD: a system before us had no such character. */
  | "lost"
  /** In CP932, not in JIS X 0208 (髙, 﨑, 德): shown well, refused in claims. */
  | "outside-jis-x-0208"
  /** 第3・第4水準 and others that CP932 does not hold. */
  | "not-in-shift-jis"
  /** Beyond the basic plane (𠮷): two UTF-16 units, which older programs cut in half. */
  | "surrogate-pair"
  /** Says which form of the kanji before it is meant (IVS); older systems show a box. */
  | "variation-selector"
  /** 外字: only its maker's computers know it. */
  | "private-use";

export type BillingFlag = {
  readonly kind: BillingFlagKind;
  readonly character: string;
  /** In UTF-16 units, for marking it. */
  readonly index: number;
  /** Counted from 1 as a reader counts: a selector or a voicing mark belongs to the character before it. */
  readonly position: number;
};

/** In order of position; empty when a claim takes the name as it is. */
export function billingFlags(name: string): readonly BillingFlag[] {
  const flags: BillingFlag[] = [];
  let position = 0;
  for (const { 0: character, index } of name.matchAll(/[^]/gu)) {
    const isMark = /^\p{M}$/u.test(character);
    if (!isMark || position === 0) position += 1;
    const kind = flagOf(character);
    if (kind !== undefined) flags.push({ kind, character, index, position });
  }
  return flags;
}

function flagOf(character: string): BillingFlagKind | undefined {
  if (character === REPLACEMENT_MARK || character === "\ufffd") return "lost";
  if (/^\p{Variation_Selector}$/u.test(character)) return "variation-selector";
  if (/^\p{Co}$/u.test(character)) return "private-use";
  if (character.length > 1) return "surrogate-pair";
  // A voicing mark that stands apart is joined with its kana on the way out.
  if (character === "\u3099" || character === "\u309a") return undefined;
  const place = shiftJisPlace(character);
  if (place === undefined) return "not-in-shift-jis";
  return place === "vendor-extension" ? "outside-jis-x-0208" : undefined;
}

/** By kind, in the order in which they matter. Of 「●」 the counter is told in other words, for it costs no claim anything. */
const WORDS: Record<Exclude<BillingFlagKind, "lost">, (found: string) => string> = {
  "outside-jis-x-0208": (found) =>
    `${found}は、請求で使える文字（JIS X 0208）にない字です。${MEND}`,
  "not-in-shift-jis": (found) =>
    `${found}は、レセコンの文字コード（Shift_JIS）にない字です。${MEND}`,
  "surrogate-pair": (found) => `${found}は、古いシステムでは1文字として扱えない字です。${MEND}`,
  "variation-selector": (found) =>
    `${found}に、字形を選ぶ見えない符号が付いています。レセコンには、符号を除いて入れてください。`,
  "private-use": (found) => `${found}は、作ったシステムでしか読めない外字です。${MEND}`,
};

const MEND = "レセコンには、ふだんの字体かカタカナで入れてください。";

/** More of one kind are not named: a sentence must stay short. */
const NAMED = 3;

/**
 * For the receptionist: what in a text a claim will not take, and what to do.
 * @param label of the text: 「氏名」
 */
export function billingNotes(label: string, text: string): readonly string[] {
  if (isPlain(text)) return [];
  const flags = billingFlags(text);

  return keysOf(WORDS).flatMap((kind) => {
    const found = flags.filter((flag) => flag.kind === kind);

    return found.length === 0 ? [] : WORDS[kind](nameFlags(label, text, found));
  });
}

/** By UTF-16 unit, once it was looked at: 1 for a character that no flag or mark concerns, 2 for any other. */
const looked = new Uint8Array(0x1_0000);

/** Nearly all texts are: they are told from the others at the cost of reading them. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (looked[unit] === 0) looked[unit] = isPlainUnit(unit) ? 1 : 2;
    if (looked[unit] === 2) return false;
  }

  return true;
}

function isPlainUnit(unit: number): boolean {
  const character = String.fromCharCode(unit);

  return character.isWellFormed() && !/^\p{M}$/u.test(character) && flagOf(character) === undefined;
}

/** 「氏名の「德」「髙」」; what cannot be seen or read is named by its place. */
function nameFlags(label: string, text: string, flags: readonly BillingFlag[]): string {
  const names = new Set(
    flags.map(({ kind, character, index, position }) => {
      switch (kind) {
        case "variation-selector":
          return `「${before(text, index)}」`;
        case "private-use":
          return `${position}文字目`;
        default:
          return isVisible(character) ? `「${character}」` : `${position}文字目`;
      }
    }),
  );
  const [...named] = names;

  return `${label}の${named.slice(0, NAMED).join("")}${names.size > NAMED ? "など" : ""}`;
}

/** The character that a mark behind it belongs to. */
function before(text: string, index: number): string {
  return /\P{M}(?=\p{M}*$)/u.exec(text.slice(0, index))?.[0] ?? "";
}

function isVisible(character: string): boolean {
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character);
}

function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record).filter((key): key is Key => Object.hasOwn(record, key));
}
