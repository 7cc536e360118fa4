/** Single values of a feed's line. A reading that fails says by which rule. */
import { limitCategoryWords } from "@madoguchi/contract";
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

const LIMIT_CATEGORIES: ReadonlyMap<string, string> = new Map(Object.entries(limitCategoryWords));
const LIMIT_WORDS = new Set(LIMIT_CATEGORIES.values());

/** 限度額適用区分, from its code or its words. */
export function limitCategory(text: string): string | undefined {
  return LIMIT_CATEGORIES.get(text) ?? (LIMIT_WORDS.has(text) ? text : undefined);
}

const KATAKANA = /^[ァ-ヺー・ｦ-ﾟ･\s]+$/u;

/** In either width: it is kept as it came. */
export function isReading(kana: string): boolean {
  return KATAKANA.test(kana);
}
