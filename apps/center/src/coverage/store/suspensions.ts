/** 照会停止中: whom we say nothing about until their insurer has made sure who it is. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";

type SuspensionTable = {
  readonly personId: string;
  readonly insurerNumber: string;
  readonly reason: "birth-date" | "kana";
  readonly at: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    suspension: SuspensionTable;
  }
}

export type SuspensionCount = {
  readonly insurerNumber: string;
  readonly name: string;
  readonly count: number;
  readonly since: Temporal.Instant;
};

export type Suspended = {
  readonly personId: string;
  readonly symbol: string | null;
  readonly number: string;
  readonly branch: string | null;
  readonly suspendedAt: Temporal.Instant;
  /** Null: the office itself suspended. */
  readonly reason: SuspensionTable["reason"] | null;
};

/** A person counts for whichever insurer's file put the question; where the office did, for every insurer of theirs. */
const suspended = sql`
  select distinct c.insurer_number, p.id, p.suspended_at, s.reason
  from person p
  left join suspension s on s.person_id = p.id
  join coverage c on c.person_id = p.id and c.insurer_number = coalesce(s.insurer_number, c.insurer_number)
  where p.suspended_at is not null`;

export async function countSuspended(executor: Executor): Promise<readonly SuspensionCount[]> {
  const { rows } = await sql<SuspensionCount>`
    select i.number as insurer_number, i.name, count(*)::int as count, min(t.suspended_at) as since
    from (${suspended}) t join insurer i on i.number = t.insurer_number
    group by i.number, i.name order by count(*) desc, i.number`.execute(executor);

  return rows;
}

export const SUSPENDED_PAGE = 50;

export async function suspendedOf(
  executor: Executor,
  insurerNumber: string,
  page: number,
): Promise<readonly Suspended[]> {
  const { rows } = await sql<Suspended>`
    select t.id as person_id, t.suspended_at, t.reason, c.symbol, c.number, c.branch
    from (${suspended}) t
    cross join lateral (
      select symbol, number, branch from coverage
      where person_id = t.id and insurer_number = t.insurer_number
      order by disqualified_on desc nulls first, qualified_on desc limit 1
    ) c
    where t.insurer_number = ${insurerNumber}
    order by t.suspended_at, t.id
    limit ${SUSPENDED_PAGE} offset ${(page - 1) * SUSPENDED_PAGE}`.execute(executor);

  return rows;
}

export async function deleteSuspension(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom("suspension").where("personId", "=", personId).execute();
}
