/** The office's figures: made again with every count from the records, and read in a few small statements. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Activity } from "../../eligibility/index.ts";
import type { Span } from "../rules/period.ts";
import { ages } from "./rules.ts";
import type { Scope, Work } from "./rules.ts";

type AnswerTimeTable = {
  month: Temporal.PlainDate;
  work: Work;
  facilityKind: string;
  prefectureCode: string;
  answers: number;
  medianHours: number;
  p90Hours: number;
};

type ActivityDayTable = Omit<Activity, "facilityId"> & {
  facilityKind: string;
  prefectureCode: string;
};

declare module "@madoguchi/platform" {
  interface Tables {
    answerTime: AnswerTimeTable;
    activityDay: ActivityDayTable;
  }
}

export type AnswerTime = Selectable<AnswerTimeTable>;

/** After the days' own counts. */
export async function sumDays(tx: Tx, { from, until }: Span): Promise<void> {
  await tx.deleteFrom("activityDay").where("day", ">=", from).where("day", "<=", until).execute();
  await sql`
    insert into activity_day
    select c.day, f.kind, f.prefecture_code, c.way, c.kind, c.result, sum(c.count)
    from check_count c join facility f on f.id = c.facility_id
    where c.day between ${from}::date and ${until}::date
    group by 1, 2, 3, 4, 5, 6`.execute(tx);
}

/**
 * All months anew. An answer is an approval, a return or a refusal, and of an inquiry the first word of an official; it is
 * timed from what was handed in last before it.
 */
export async function recountAnswerTimes(tx: Tx): Promise<void> {
  await tx.deleteFrom("answerTime").execute();
  await sql`
    insert into answer_time
    with answered as (
      select case e.role when 'rule' then 'usage-application-by-rule' else 'usage-application' end as work,
        a.facility_id, e.at, (
        select max(s.at) from usage_application_event s
        where s.application_id = e.application_id and s.kind = 'submitted' and s.at <= e.at) as since
      from usage_application_event e join usage_application a on a.id = e.application_id
      where e.kind in ('approved', 'returned', 'refused')
      union all
      select 'grant', g.facility_id, answer.at, s.submitted_at
      from (
        select id as submission_id, returned_at as at from desk_return where work = 'grant'
        union all select submission_id, decided_at from grant_decision
      ) answer
      join grant_submission s on s.id = answer.submission_id
      join grant_application g on g.id = s.application_id
      union all
      select 'procedure', p.facility_id, e.at, (
        select max(s.at) from facility_procedure_event s
        where s.procedure_id = e.procedure_id and s.kind = 'submitted' and s.at <= e.at)
      from facility_procedure_event e join facility_procedure p on p.id = e.procedure_id
      where e.kind in ('approved', 'returned', 'refused') and e.role = 'reviewer'
      union all
      select 'inquiry', i.facility_id, (
        select min(m.at) from inquiry_message m where m.inquiry_id = i.id and m.kind in ('answer', 'request')), i.created_at
      from inquiry i
    ), timed as (
      select date_trunc('month', t.at at time zone 'Asia/Tokyo')::date as month, t.work,
        coalesce(f.kind, 'none') as kind, coalesce(f.prefecture_code, 'none') as prefecture_code,
        extract(epoch from t.at - t.since) / 3600 as hours
      from answered t left join facility f on f.id = t.facility_id
      where t.at is not null and t.since is not null
    )
    select month, work, coalesce(kind, ''), coalesce(prefecture_code, ''), count(*)::int,
      percentile_cont(0.5) within group (order by hours), percentile_cont(0.9) within group (order by hours)
    from timed
    group by grouping sets ((month, work), (month, work, kind), (month, work, prefecture_code),
      (month, work, kind, prefecture_code))`.execute(tx);
}

/** The oldest month first. */
export async function answerTimes(
  executor: Executor,
  { kind, prefecture }: Scope,
  from: Temporal.PlainDate,
): Promise<AnswerTime[]> {
  return executor
    .selectFrom("answerTime")
    .selectAll()
    .where("facilityKind", "=", kind)
    .where("prefectureCode", "=", prefecture)
    .where("month", ">=", from)
    .orderBy("month")
    .execute();
}

export async function activitySums(
  executor: Executor,
  { kind, prefecture }: Scope,
  { from, until }: Span,
): Promise<Activity[]> {
  const { rows } = await sql<Activity>`
    select '' as facility_id, ${from}::date as day, way, kind, result, sum(count)::bigint as count
    from activity_day
    where day between ${from}::date and ${until}::date
      and ${kind} in ('', facility_kind) and ${prefecture} in ('', prefecture_code)
    group by way, kind, result`.execute(executor);

  return rows;
}

export type Waiting = { readonly work: Work; readonly age: number; readonly count: number };

/** What waits for the office at this moment, by how long: `age` is a place in `ages`. */
export async function waitingByAge(
  executor: Executor,
  { kind, prefecture }: Scope,
  now: Temporal.Instant,
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    with waiting as (
      select 'usage-application' as work, facility_id, submitted_at as since
      from usage_application where state = 'submitted'
      union all
      select 'grant', a.facility_id, (
        select max(s.submitted_at) from grant_submission s where s.application_id = a.id)
      from grant_application a where a.state = 'submitted'
      union all
      select 'procedure', facility_id, submitted_at from facility_procedure where state = 'waiting'
      union all
      select 'inquiry', facility_id, state_since from inquiry where state in ('new', 'reopened')
    )
    select w.work, width_bucket(
        floor(extract(epoch from ${now}::timestamptz - w.since) / 86400)::int,
        ${ages.slice(1).map(({ from }) => from)}::int[]) as age,
      count(*)::int as count
    from waiting w left join facility f on f.id = w.facility_id
    where ${kind} in ('', f.kind) and ${prefecture} in ('', f.prefecture_code)
    group by 1, 2`.execute(executor);

  return rows;
}

export type Held = {
  readonly officialId: string;
  readonly name: string;
  readonly work: Work;
  readonly count: number;
};

/** What officials hold at this moment and have not decided. */
export async function heldByOfficial(executor: Executor, now: Temporal.Instant): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select a.id as official_id, a.name, held.work, count(*)::int as count
    from (
      select c.official_id, c.work from desk_claim c where c.until > ${now}
      union all
      select assignee_id, 'inquiry' from inquiry where assignee_id is not null and state in ('new', 'reopened')
    ) held join account a on a.id = held.official_id
    group by a.id, a.name, held.work
    order by a.name, a.id`.execute(executor);

  return rows;
}
