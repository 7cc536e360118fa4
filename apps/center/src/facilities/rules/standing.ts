/** Whether a facility is at work on a day: 休止 ends with 再開, 廃止 with nothing. Days say it, so that midnight needs no job. */
import { Temporal } from "temporal-polyfill";

export type Standing = "open" | "suspended" | "closed";

export type StandingDates = {
  /** The first day of 休止, the current one or the one to come. */
  readonly suspendedFrom: Temporal.PlainDate | null;
  /** The day of 再開; null while nobody knows. */
  readonly suspendedUntil: Temporal.PlainDate | null;
  /** The first day on which the facility is no more, by 廃止 or because its code changed. */
  readonly closedOn: Temporal.PlainDate | null;
};

export function standingOn(dates: StandingDates, day: Temporal.PlainDate): Standing {
  const { suspendedFrom, suspendedUntil, closedOn } = dates;
  if (closedOn && isReached(closedOn, day)) {
    return "closed";
  }
  const isSuspended =
    suspendedFrom !== null &&
    isReached(suspendedFrom, day) &&
    !(suspendedUntil && isReached(suspendedUntil, day));

  return isSuspended ? "suspended" : "open";
}

function isReached(date: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, day) <= 0;
}

export const standingNames = {
  open: "開設中",
  suspended: "休止中",
  closed: "廃止",
} as const satisfies Record<Standing, string>;
