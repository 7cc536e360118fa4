/** One facility's activity up to this moment: kept counts of days that are over, the rest straight from the records. */
import { Temporal } from "temporal-polyfill";
import type { Center } from "../center.ts";
import { activityOf } from "../eligibility/index.ts";
import type { Activity } from "../eligibility/index.ts";
import type { Span } from "./rules/period.ts";
import { keptActivity, progressOf } from "./store/counts.ts";

export async function activityIn(
  { db }: Pick<Center, "db">,
  facilityId: string,
  { from, until }: Span,
): Promise<readonly Activity[]> {
  const progress = await progressOf(db);
  // The last day that was counted had not ended then.
  const countedUntil = progress?.countedUntil ?? from;
  const live = Temporal.PlainDate.compare(countedUntil, from) > 0 ? countedUntil : from;
  const [kept, fresh] = await Promise.all([
    Temporal.PlainDate.compare(live, from) > 0
      ? keptActivity(db, facilityId, { from, until: earlier(live.subtract({ days: 1 }), until) })
      : [],
    Temporal.PlainDate.compare(live, until) <= 0
      ? activityOf(db, { from: live, until, facilityId })
      : [],
  ]);

  return [...kept, ...fresh];
}

function earlier(left: Temporal.PlainDate, right: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(left, right) < 0 ? left : right;
}
