/** The time that a rule sees is passed in; what day that is, Tokyo decides. */
import { Temporal } from "temporal-polyfill";
import { formatDate } from "./era.ts";

export type Clock = { now(): Temporal.Instant };

export const TOKYO = "Asia/Tokyo";

const DAY = 24 * 60 * 60 * 1000;
const AHEAD = 9 * 60 * 60 * 1000;
/** Tokyo has been nine hours ahead of UTC on every day since the summer times ended in 1951. */
const STEADY_FROM = Date.UTC(1952, 0, 1);
const MOST_DAYS = 4096;

const days = new Map<number, Temporal.PlainDate>();

/** Each day is made once: a check asks for the same few again and again. */
export function tokyoDate(instant: Temporal.Instant): Temporal.PlainDate {
  const { epochMilliseconds } = instant;
  if (epochMilliseconds < STEADY_FROM) {
    return instant.toZonedDateTimeISO(TOKYO).toPlainDate();
  }
  const day = Math.floor((epochMilliseconds + AHEAD) / DAY);
  const known = days.get(day);
  if (known !== undefined) {
    return known;
  }
  const date = new Temporal.PlainDate(1970, 1, 1).add({ days: day });
  if (days.size >= MOST_DAYS) days.clear();
  days.set(day, date);

  return date;
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
