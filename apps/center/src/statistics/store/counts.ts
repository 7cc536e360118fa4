/** What facilities did, kept by day. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { activitySources } from "../../eligibility/index.ts";
import type { Activity } from "../../eligibility/index.ts";
import type { Span } from "../rules/period.ts";

declare module "@madoguchi/platform" {
  interface Tables {
    checkCount: {
      facilityId: string;
      day: Temporal.PlainDate;
      way: string;
      kind: string;
      result: string;
      count: number;
    };
    statisticsProgress: {
      onlyRow: boolean;
      countedUntil: Temporal.PlainDate;
      countedAt: Temporal.Instant;
    };
  }
}

/** Two that count at the same time do so one after the other. Held until the transaction ends. */
export async function holdCounting(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('statistics', 0))`.execute(tx);
}

/** Counts these days anew, whatever stood there: done twice, the numbers are the same. */
export async function recountDays(tx: Tx, { from, until }: Span): Promise<void> {
  await tx.deleteFrom("checkCount").where("day", ">=", from).where("day", "<=", until).execute();
  for (const source of activitySources({ from, until })) {
    await sql`
      insert into check_count (facility_id, day, way, kind, result, count) ${source}`.execute(tx);
  }
}

/** Of one facility, from what is kept. */
export async function keptActivity(
  executor: Executor,
  facilityId: string,
  { from, until }: Span,
): Promise<Activity[]> {
  const { rows } = await sql<Activity>`
    select facility_id, day, way, kind, result, count from check_count
    where facility_id = ${facilityId} and day between ${from}::date and ${until}::date`.execute(
    executor,
  );

  return rows;
}

export type Progress = {
  readonly countedUntil: Temporal.PlainDate;
  readonly countedAt: Temporal.Instant;
};

export async function progressOf(executor: Executor): Promise<Progress | undefined> {
  return executor
    .selectFrom("statisticsProgress")
    .select(["countedUntil", "countedAt"])
    .executeTakeFirst();
}

export async function recordProgress(tx: Tx, progress: Progress): Promise<void> {
  await tx
    .insertInto("statisticsProgress")
    .values({ onlyRow: true, ...progress })
    .onConflict((conflict) => conflict.column("onlyRow").doUpdateSet(progress))
    .execute();
}

/** The first day on which anything happened; null where nothing ever did. */
export async function firstDay(executor: Executor): Promise<Temporal.PlainDate | null> {
  const { rows } = await sql<{ day: Temporal.PlainDate | null }>`
    select (least(
      (select min(checked_at) from check_record),
      (select min(checked_at) from recheck),
      (select min(at) from audit_event)
    ) at time zone 'Asia/Tokyo')::date as day`.execute(executor);

  return rows[0]?.day ?? null;
}
