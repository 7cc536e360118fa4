/** The spans of time that one can look at. */
import { Temporal } from "temporal-polyfill";

export const periods = {
  "30": "最近30日",
  "90": "最近90日",
  months: "月ごと（12か月）",
} as const;
export type Period = keyof typeof periods;
export const periodKeys = ["30", "90", "months"] as const satisfies readonly Period[];

/** Facilities are compared over the last full days. */
export const COMPARED_DAYS = 30;

export type Span = { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate };

/** Up to today; months from the first of the month eleven months ago. */
export function spanOf(period: Period, today: Temporal.PlainDate): Span {
  switch (period) {
    case "30":
      return { from: today.subtract({ days: 29 }), until: today };
    case "90":
      return { from: today.subtract({ days: 89 }), until: today };
    case "months":
      return { from: today.with({ day: 1 }).subtract({ months: 11 }), until: today };
  }
}

/** The full days before the day from which on figures are still growing. */
export function comparedSpan(today: Temporal.PlainDate): Span {
  return { from: today.subtract({ days: COMPARED_DAYS }), until: today.subtract({ days: 1 }) };
}

/** The shortest that holds both. */
export function around(one: Span, other: Span): Span {
  return {
    from: isBefore(one.from, other.from) ? one.from : other.from,
    until: isBefore(one.until, other.until) ? other.until : one.until,
  };
}

/** What of a list happened in a span. */
export function within<T extends { readonly day: Temporal.PlainDate }>(
  list: readonly T[],
  { from, until }: Span,
): T[] {
  return list.filter(({ day }) => !isBefore(day, from) && !isBefore(until, day));
}

function isBefore(left: Temporal.PlainDate, right: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(left, right) < 0;
}

/** The last month that is over, by its first day. */
export function lastFullMonth(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.with({ day: 1 }).subtract({ months: 1 });
}
