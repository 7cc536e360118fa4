/** The time that a rule sees is passed in; what day that is, Tokyo decides. */
import type { Temporal } from "temporal-polyfill";
import { formatDate } from "./era.ts";

export type Clock = { now(): Temporal.Instant };

export const TOKYO = "Asia/Tokyo";

export function tokyoDate(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(TOKYO).toPlainDate();
}

export function tokyoToday(clock: Clock): Temporal.PlainDate {
  return tokyoDate(clock.now());
}

/** 0:00 of that day in Tokyo. */
export function startOfDay(date: Temporal.PlainDate): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: TOKYO }).toInstant();
}

/** The first instant that is too late for something due on `date`: 0:00 of the next day in Tokyo. In time means before it. */
export function deadline(date: Temporal.PlainDate): Temporal.Instant {
  return startOfDay(date.add({ days: 1 }));
}

/** Full years on a day. Born on 29 February, one grows older on 1 March in common years. */
export function age(birth: Temporal.PlainDate, on: Temporal.PlainDate): number {
  return birth.until(on, { largestUnit: "years" }).years;
}

/** 「令和8年11月22日（日） 9:04」 in Tokyo. */
export function formatDateTime(instant: Temporal.Instant): string {
  const local = instant.toZonedDateTimeISO(TOKYO);
  return `${formatDate(local.toPlainDate())} ${local.hour}:${String(local.minute).padStart(2, "0")}`;
}
