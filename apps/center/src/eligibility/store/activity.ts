/**
 * What facilities did, counted by day: from the records of checks, and where a check came to nothing, from the audit. The one
 * place that says what counts as what; statistics keep these numbers by day, and can be told them again from here.
 */
import type { CheckPurpose, Outcome } from "@madoguchi/contract";
import { startOfDay } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";

/** `terminal`: refused before it was plain what for. */
export type ActivityWay =
  | CheckPurpose
  | "firstUse"
  | "offlineCheck"
  | "recheck"
  | "bulk"
  | "terminal";

export type Activity = {
  readonly facilityId: string;
  readonly day: Temporal.PlainDate;
  readonly way: ActivityWay;
  readonly count: number;
} & (
  | { readonly kind: "outcome"; readonly result: Outcome }
  /** The slug of a problem, or `unreadable-line` of a bulk inquiry. */
  | { readonly kind: "problem"; readonly result: string }
);

/** From the first day to the last, both included; of one facility or of all. */
export type ActivitySpan = {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly facilityId?: string;
};

/** One statement would have to gather from tables that may live on different servers. */
export type ActivitySource = RawBuilder<unknown>;

const DAY = sql`at time zone 'Asia/Tokyo')::date`;

/** Selects of facility_id, day, way, kind, result and count. None counts what another one does. */
export function activitySources({ from, until, facilityId }: ActivitySpan): ActivitySource[] {
  const start = startOfDay(from);
  const end = startOfDay(until.add({ days: 1 }));
  const facility = facilityId === undefined ? sql`` : sql`and facility_id = ${facilityId}`;
  const during = (time: string) =>
    sql`${sql.ref(time)} >= ${start} and ${sql.ref(time)} < ${end} ${facility}`;

  return [
    sql`
      select facility_id, (checked_at ${DAY} as day, purpose as way, 'outcome' as kind, outcome as result, count(*)
      from check_record where received_at is null and ${during("checked_at")} group by 1, 2, 3, 5`,
    // On the day on which the center heard of it: days that are counted do not change behind anybody's back.
    sql`
      select facility_id, (received_at ${DAY} as day, 'offlineCheck' as way, 'outcome' as kind, outcome as result, count(*)
      from offline_check where outcome is not null and ${during("received_at")} group by 1, 2, 5`,
    sql`
      select facility_id, (checked_at ${DAY} as day, 'recheck' as way, 'outcome' as kind, outcome as result, count(*)
      from recheck where ${during("checked_at")} group by 1, 2, 5`,
    sql`
      select facility_id, (at ${DAY} as day, 'bulk' as way,
        case each.key when 'errors' then 'problem' else 'outcome' end as kind,
        case each.key when '1' then 'valid' when '2' then 'invalid' when '3' then 'invalid-newer'
          when '4' then 'none' when '5' then 'multiple' when 'errors' then 'unreadable-line'
          else each.key end as result,
        sum(each.value::bigint)::bigint as count
      from audit_event, jsonb_each_text(detail - 'lines') each
      where action = 'bulk-inquiry.done' and each.value <> '0' and ${during("at")} group by 1, 2, 4, 5`,
    sql`
      select facility_id, (at ${DAY} as day,
        case action when 'recheck.refused' then 'recheck' when 'terminal.refused' then 'terminal'
          else coalesce(detail ->> 'purpose', 'terminal') end as way,
        'problem' as kind, detail ->> 'reason' as result, count(*)
      from audit_event
      where action in ('check.refused', 'recheck.refused', 'terminal.refused')
        and facility_id is not null and detail ->> 'reason' <> '' and ${during("at")}
      group by 1, 2, 3, 5`,
  ];
}

/** Straight from the records: up to this moment, and quick for one facility and few days. */
export async function activityOf(
  executor: Executor,
  span: ActivitySpan & { readonly facilityId: string },
): Promise<Activity[]> {
  const answers = await Promise.all(
    activitySources(span).map((source) => sql<Activity>`${source}`.execute(executor)),
  );

  return answers.flatMap(({ rows }) => rows);
}
