/** 再照会, and the list of this month's checks from which one is chosen. */
import type { CheckPurpose, Outcome, RecentCheck, RecheckReason } from "@madoguchi/contract";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type RecheckTable = {
  facilityId: string;
  id: string;
  terminalId: string;
  earlierCheckId: string;
  purpose: CheckPurpose;
  reason: RecheckReason;
  note: string | null;
  personId: string;
  outcome: Outcome;
  asOf: Temporal.PlainDate;
  checkedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    recheck: RecheckTable;
    recheckLimit: { facilityId: string; rechecks: number; lists: number };
  }
}

export async function insertRecheck(tx: Tx, recheck: Selectable<RecheckTable>): Promise<void> {
  await tx.insertInto("recheck").values(recheck).execute();
}

export async function isRecheck(
  executor: Executor,
  { facilityId, id }: Pick<RecheckTable, "facilityId" | "id">,
): Promise<boolean> {
  const row = await executor
    .selectFrom("recheck")
    .select("id")
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .executeTakeFirst();

  return row !== undefined;
}

export async function recheckLimitOf(executor: Executor, facilityId: string) {
  return executor
    .selectFrom("recheckLimit")
    .select(["rechecks", "lists"])
    .where("facilityId", "=", facilityId)
    .executeTakeFirst();
}

export type RecentQuestion = {
  readonly facilityId: string;
  readonly since: Temporal.Instant;
  /** Katakana without spaces; empty for all. */
  readonly kanaPrefix: string;
  readonly birthDate: string | null;
  readonly limit: number;
};

type RecentRow = Omit<RecentCheck, "checkedAt" | "operator"> & {
  readonly checkedAt: Temporal.Instant;
  readonly operator: string | null;
};

/** The newest first. Of whom the insurer must confirm first (照会停止中) nothing is listed. */
export async function recentChecks(
  executor: Executor,
  { facilityId, since, kanaPrefix, birthDate, limit }: RecentQuestion,
): Promise<RecentRow[]> {
  const pattern = `${kanaPrefix.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<RecentRow>`
    select c.id as check_id, c.checked_at, c.way, c.purpose, c.outcome,
      p.name, p.kana, p.birth_date::text as birth_date,
      (select e.operator from audit_event e
        where e.owner_id = ${facilityId} and e.subject_kind = 'check' and e.subject_id = c.id::text
          and e.action in ('check.answered', 'recheck.answered') limit 1) as operator
    from (
      select id, checked_at, 'card' as way, purpose, outcome, person_id
      from check_record where facility_id = ${facilityId} and checked_at >= ${since}
      union all
      select id, checked_at, 'recheck', purpose, outcome, person_id
      from recheck where facility_id = ${facilityId} and checked_at >= ${since}
    ) c
    join person p on p.id = c.person_id
    where p.suspended_at is null
      and replace(normalize(p.kana, nfkc), ' ', '') like ${pattern}
      and (${birthDate}::date is null or p.birth_date = ${birthDate}::date)
    order by c.checked_at desc, c.id desc
    limit ${limit}`.execute(executor);

  return rows;
}
