/** Medians of facilities of a kind, in the country and in each prefecture. */
import { startOfDay } from "@madoguchi/notation";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { metrics } from "../rules/figures.ts";
import type { Metric } from "../rules/figures.ts";
import type { Group } from "../rules/anonymous.ts";
import type { Span } from "../rules/period.ts";

export type Median = Group & { readonly metric: Metric; readonly median: number };

declare module "@madoguchi/platform" {
  interface Tables {
    comparisonMedian: Median;
  }
}

/** As `metricsOf` defines them, of every facility that checked with cards; of all groups, large or small. */
export async function activityMedians(
  executor: Executor,
  { from, until }: Span,
): Promise<Median[]> {
  const { rows } = await sql<Median>`
    with facility_figures as (
      select facility_id,
        sum(count) filter (where kind = 'outcome')::float8 as checks,
        count(distinct day) filter (where kind = 'outcome') as days,
        coalesce(sum(count) filter (where kind = 'outcome' and result = 'valid'), 0)::float8 as valid,
        coalesce(sum(count) filter (where kind = 'outcome' and way = 'visualCheck'), 0)::float8 as visual,
        coalesce(sum(count) filter (where kind = 'problem'), 0)::float8 as problems
      from check_count
      where day between ${from}::date and ${until}::date
        and way in ('pinCheck', 'visualCheck', 'firstUse', 'offlineCheck')
      group by facility_id
      having sum(count) filter (where kind = 'outcome') > 0
    ), each as (
      select f.kind, f.prefecture_code, m.metric, m.value
      from facility_figures g
      join facility f on f.id = g.facility_id
      cross join lateral (values
        ('perDay', checks / days),
        ('validShare', 100 * valid / checks),
        ('visualShare', 100 * visual / checks),
        ('problemShare', 100 * problems / (checks + problems))
      ) m (metric, value)
    )
    ${GROUPED}`.execute(executor);

  return rows.map(rounded);
}

/** Of those that stated their patients for the month. */
export async function cardUseMedians(
  executor: Executor,
  month: Temporal.PlainDate,
): Promise<Median[]> {
  const { rows } = await sql<Median>`
    with each as (
      select f.kind, f.prefecture_code, 'cardUse' as metric,
        100 * (
          select count(distinct c.person_id) from check_record c
          where c.facility_id = p.facility_id and c.outcome = 'valid'
            and c.checked_at >= ${startOfDay(month)} and c.checked_at < ${startOfDay(month.add({ months: 1 }))}
        )::float8 / p.patients as value
      from patient_count p join facility f on f.id = p.facility_id
      where p.month = ${month}::date
    )
    ${GROUPED}`.execute(executor);

  return rows.map(rounded);
}

const GROUPED = sql`
  select kind, coalesce(prefecture_code, '') as prefecture_code, metric,
    count(*)::int as facilities, percentile_cont(0.5) within group (order by value) as median
  from each group by grouping sets ((kind, metric), (kind, prefecture_code, metric))`;

/** To as many places as are shown: in an odd group the median is one facility's own value. */
function rounded(median: Median): Median {
  const scale = 10 ** metrics[median.metric].decimals;

  return { ...median, median: Math.round(median.median * scale) / scale };
}

export async function replaceMedians(tx: Tx, medians: readonly Median[]): Promise<void> {
  await tx.deleteFrom("comparisonMedian").execute();
  if (medians.length > 0) {
    await tx.insertInto("comparisonMedian").values(medians).execute();
  }
}

/** Those that a facility is compared with. */
export async function mediansFor(
  executor: Executor,
  kind: string,
  prefectureCode: string,
): Promise<Median[]> {
  return executor
    .selectFrom("comparisonMedian")
    .selectAll()
    .where("kind", "=", kind)
    .where("prefectureCode", "in", ["", prefectureCode])
    .execute();
}
