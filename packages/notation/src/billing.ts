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

const WORDS: Record<BillingFlagKind, { readonly why: string; readonly mend: string }> = {
  lost: {
    why: "「●」は、保険者のシステムにない文字の代わりです。",
    mend: "フリガナと生年月日で、ご本人か確かめてください。",
  },
  "outside-jis-x-0208": {
    why: "請求で使える文字（JIS X 0208）にない字です。",
    mend: "レセコンには、この文字を「●」に替えて入れてください。",
  },
  "not-in-shift-jis": {
    why: "レセコンの文字コード（Shift_JIS）にない字です。",
    mend: "レセコンには、この文字を「●」に替えて入れてください。",
  },
  "surrogate-pair": {
    why: "古いシステムでは1文字として扱えない字です。",
    mend: "レセコンには、この文字を「●」に替えて入れてください。",
  },
  "variation-selector": {
    why: "前の漢字の字形を選ぶ、目に見えない符号です。",
    mend: "レセコンには、符号を除いた漢字を入れてください。",
  },
  "private-use": {
    why: "作ったシステムでしか読めない外字です。",
    mend: "レセコンには「●」に替えて入れ、フリガナで確かめてください。",
  },
};

/** For the receptionist: why, then what to do. */
export function billingFlagMessage(flag: BillingFlag): string {
  const { why, mend } = WORDS[flag.kind];
  return `${flag.position}文字目：${why}${mend}`;
}
