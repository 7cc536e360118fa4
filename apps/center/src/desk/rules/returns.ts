/** 差戻し: what an official wants mended, until when, and when the facility is reminded of it. */
import { deadline, tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

/** Of a point that is said of the whole, not of one field. */
export const WHOLE = "";

export type ReturnPoint = {
  /** The noun's own name of what is to be mended, or `WHOLE`. */
  readonly field: string;
  readonly code: string;
  /** Empty where the code says enough. */
  readonly message: string;
};

/** A correction is in time before this instant: the days count from the day after the return. */
export function correctionDeadline(now: Temporal.Instant, days: number): Temporal.Instant {
  return deadline(tokyoDate(now).add({ days }));
}

export function isOver(until: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, until) >= 0;
}

/** The last day on which a correction is in time. */
export function lastDayOf(until: Temporal.Instant): Temporal.PlainDate {
  return tokyoDate(until.subtract({ nanoseconds: 1 }));
}

type Reminded = {
  readonly deadline: Temporal.Instant;
  readonly remindedBeforeAt: Temporal.Instant | null;
  readonly remindedOnAt: Temporal.Instant | null;
};

/** One mail some days before the last day, and one on it. Whoever gets the second needs the first no more. */
export function reminderDue(
  { deadline: until, remindedBeforeAt, remindedOnAt }: Reminded,
  days: number,
  now: Temporal.Instant,
): "before" | "on" | null {
  if (isOver(until, now)) return null;
  const left = tokyoDate(now).until(lastDayOf(until)).total("days");
  if (left === 0) return remindedOnAt ? null : "on";

  return left <= days && !remindedBeforeAt ? "before" : null;
}
