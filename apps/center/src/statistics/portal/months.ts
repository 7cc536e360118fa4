import { formatDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";

/** 「令和8年11月」 */
export function monthText(month: Temporal.PlainDate): string {
  return formatDate(month, { weekday: false }).replace(/\d+日$/, "");
}

/** 「2026-11」 */
export function monthKey(month: Temporal.PlainDate): string {
  return month.toString().slice(0, 7);
}
