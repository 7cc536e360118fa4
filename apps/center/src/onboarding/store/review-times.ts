import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { reviewDays } from "../../desk/index.ts";
import type { ReviewTimes } from "../review-time.ts";

/** Of the reviews that ended since then, whatever their end. */
export async function reviewTimes(
  executor: Executor,
  since: Temporal.Instant,
): Promise<ReviewTimes> {
  const { rows } = await sql<ReviewTimes>`
    select count(*) as count,
      percentile_cont(0.5) within group (
        order by extract(epoch from answer.at - handed_in.at)::float8 / 3600
      ) as median_hours,
      ${reviewDays("usage-application")} as goal_days
    from usage_application_event answer
    cross join lateral (
      select max(at) as at from usage_application_event
      where application_id = answer.application_id and kind = 'submitted' and at <= answer.at
    ) handed_in
    where answer.role = 'reviewer' and answer.at >= ${since}`.execute(executor);

  const [times] = rows;
  if (!times) throw new Error("an aggregate gave no row");

  return times;
}
