/** Single values of a feed's line. A reading that fails says by which rule. */
import { parseDate } from "@madoguchi/notation";
import type { DateProblem } from "@madoguchi/notation";

/** Days repeat: a million lines name some 40,000 of them. */
const DAYS_KEPT = 100_000;

export type Day = { readonly iso: string } | { readonly problem: DateProblem };

export function dayReader(): (text: string) => Day {
  const known = new Map<string, Day>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const date = parseDate(text);
    const day: Day = date.ok ? { iso: date.value.toString() } : { problem: date.reason };
    if (known.size < DAYS_KEPT) known.set(text, day);
    return day;
  };
}

/** 一部負担金割合 in tenths: 030, 30, 3割 and 3 are the same. Undefined: none of these. */
export function copayTenths(text: string): number | undefined {
  const match = /^(?:0?([0-3])0|([0-3])割?)$/.exec(text);
  return match === null ? undefined : Number(match[1] ?? match[2]);
}

/** 限度額適用区分 (OQSsiquc01res) by the words in which the answer gives them. */
const LIMIT_CATEGORIES: Readonly<Record<string, string>> = {
  A01: "ア",
  A02: "イ",
  A03: "ウ",
  A04: "エ",
  A05: "オ",
  A06: "オ(境)",
  B01: "現役並みⅢ",
  B02: "現役並みⅡ",
  B03: "現役並みⅠ",
  B04: "一般",
  B05: "低所得Ⅱ",
  B06: "低所得Ⅰ",
  B07: "Ⅰ(老福)",
  B08: "Ⅰ(境)",
  B09: "一般Ⅱ",
  B10: "一般Ⅰ",
};
const LIMIT_WORDS = new Set(Object.values(LIMIT_CATEGORIES));

export function limitCategory(text: string): string | undefined {
  return LIMIT_CATEGORIES[text] ?? (LIMIT_WORDS.has(text) ? text : undefined);
}

const KATAKANA = /^[ァ-ヺー・ｦ-ﾟ･\s]+$/u;

/** In either width: it is kept as it came. */
export function isReading(kana: string): boolean {
  return KATAKANA.test(kana);
}
