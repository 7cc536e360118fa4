/** How many facilities had come how far by the end of each month, read from the records of every noun that knows a stage. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Stage } from "../rules/stages.ts";

type StageCountTable = {
  month: Temporal.PlainDate;
  kind: string;
  prefectureCode: string;
  stage: Stage;
  facilities: number;
};

declare module "@madoguchi/platform" {
  interface Tables {
    stageCount: StageCountTable;
  }
}

export type StageCount = Selectable<StageCountTable>;

/** All months anew, from the first registration to this one, which goes on. */
export async function recountStages(tx: Tx, lastMonth: Temporal.PlainDate): Promise<void> {
  await tx.deleteFrom("stageCount").execute();
  await sql`
    insert into stage_count (month, kind, prefecture_code, stage, facilities)
    with reached as (
      select f.kind, f.prefecture_code, s.stage, s.day
      from facility f
      cross join lateral (values
        ('registered', (f.created_at at time zone 'Asia/Tokyo')::date),
        ('applied', (
          select min(e.at at time zone 'Asia/Tokyo')::date
          from usage_application a join usage_application_event e on e.application_id = a.id
          where a.facility_id = f.id and e.kind = 'submitted')),
        ('prepared', (
          select min(t.registered_at at time zone 'Asia/Tokyo')::date
          from terminal t where t.facility_id = f.id)),
        ('live', f.go_live_on),
        ('checked', (
          select min(c.day) from check_count c
          where c.facility_id = f.id and c.kind = 'outcome' and c.result = 'valid'
            and c.way in ('pinCheck', 'visualCheck', 'offlineCheck'))),
        ('granted', (
          select min(d.decided_at at time zone 'Asia/Tokyo')::date
          from grant_application g join grant_decision d on d.application_id = g.id
          where g.facility_id = f.id and d.kind = 'approved'))
      ) s (stage, day)
      where s.day is not null
    ), months as (
      select generate_series(
        date_trunc('month', (select min(created_at) from facility) at time zone 'Asia/Tokyo'),
        ${lastMonth}::date, interval '1 month'
      )::date as month
    )
    select m.month, r.kind, r.prefecture_code, r.stage, count(*)::int
    from months m join reached r on r.day < m.month + interval '1 month'
    group by 1, 2, 3, 4`.execute(tx);
}

/** The newest first. @param last later ones are not asked for: what is published is over */
export async function stageMonths(
  executor: Executor,
  last: Temporal.PlainDate,
): Promise<Temporal.PlainDate[]> {
  const rows = await executor
    .selectFrom("stageCount")
    .select("month")
    .distinct()
    .where("month", "<=", last)
    .orderBy("month", "desc")
    .execute();

  return rows.map(({ month }) => month);
}

export async function stagesOf(
  executor: Executor,
  month: Temporal.PlainDate,
): Promise<StageCount[]> {
  return executor.selectFrom("stageCount").selectAll().where("month", "=", month).execute();
}
