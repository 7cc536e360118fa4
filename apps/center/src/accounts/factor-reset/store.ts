import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable, Updateable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Place } from "../../shell/places.ts";
import type { ResetReason, ResetState, StartedAs } from "./rules.ts";

type FactorResetTable = {
  id: string;
  accountId: string;
  state: ResetState;
  reason: ResetReason;
  startedAs: StartedAs;
  startedBy: string;
  startedAt: Temporal.Instant;
  facilityId: string | null;
  phone: string | null;
  spokenWith: string | null;
  checkNote: string | null;
  checkedBy: string | null;
  checkedAt: Temporal.Instant | null;
  decidedBy: string | null;
  decidedAt: Temporal.Instant | null;
  declineReason: string | null;
  dueAt: Temporal.Instant | null;
  endedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    factorReset: FactorResetTable;
  }
}

export type FactorReset = Selectable<FactorResetTable>;
type NewReset = Pick<
  FactorReset,
  "id" | "accountId" | "reason" | "startedAs" | "startedBy" | "startedAt"
>;

/** @returns false where one is open already */
export async function insertReset(tx: Tx, reset: NewReset): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("factorReset")
    .values({
      ...reset,
      state: "asked",
      facilityId: null,
      phone: null,
      spokenWith: null,
      checkNote: null,
      checkedBy: null,
      checkedAt: null,
      decidedBy: null,
      decidedAt: null,
      declineReason: null,
      dueAt: null,
      endedAt: null,
    })
    .onConflict((conflict) => conflict.column("accountId").where("endedAt", "is", null).doNothing())
    .executeTakeFirst();

  return numInsertedOrUpdatedRows === 1n;
}

export async function findOpenReset(
  executor: Executor,
  accountId: string,
): Promise<FactorReset | undefined> {
  return executor
    .selectFrom("factorReset")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("endedAt", "is", null)
    .executeTakeFirst();
}

export async function findReset(executor: Executor, id: string): Promise<FactorReset | undefined> {
  return executor.selectFrom("factorReset").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function lockReset(tx: Tx, id: string): Promise<FactorReset | undefined> {
  return tx
    .selectFrom("factorReset")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function changeReset(
  tx: Tx,
  id: string,
  change: Updateable<FactorResetTable>,
): Promise<void> {
  await tx.updateTable("factorReset").set(change).where("id", "=", id).execute();
}

export async function dueResets(executor: Executor, now: Temporal.Instant): Promise<string[]> {
  const rows = await executor
    .selectFrom("factorReset")
    .select("id")
    .where("state", "=", "waiting")
    .where("dueAt", "<=", now)
    .orderBy("dueAt")
    .orderBy("id")
    .execute();

  return rows.map(({ id }) => id);
}

export const resetViews = ["open", "waiting", "ended"] as const;
export type ResetView = (typeof resetViews)[number];
export const RESETS_PAGE = 50;

const viewOf = sql<ResetView>`case
  when ended_at is not null then 'ended' when state = 'waiting' then 'waiting' else 'open' end`;

export type ListedReset = FactorReset & { readonly name: string; readonly mail: string };

/** What waits longest comes first; what has ended, last. One more than a page shows, where there are more. */
export async function listResets(
  executor: Executor,
  view: ResetView,
  after: Place | null,
): Promise<ListedReset[]> {
  const isNewestFirst = view === "ended";
  const sign = sql.raw(isNewestFirst ? "<" : ">");

  return (
    executor
      .selectFrom("factorReset")
      .innerJoin("account", "account.id", "factorReset.accountId")
      .selectAll("factorReset")
      .select(["account.name", "account.mail"])
      .where(viewOf, "=", view)
      // Officials' own are with those who administer.
      .where("account.realm", "=", "facility")
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(factor_reset.started_at, factor_reset.id) ${sign} (${after?.at}, ${after?.id}::uuid)`,
        ),
      )
      .orderBy("factorReset.startedAt", isNewestFirst ? "desc" : "asc")
      .orderBy("factorReset.id", isNewestFirst ? "desc" : "asc")
      .limit(RESETS_PAGE + 1)
      .execute()
  );
}

export async function countResets(executor: Executor): Promise<Record<ResetView, number>> {
  const rows = await executor
    .selectFrom("factorReset")
    .innerJoin("account", "account.id", "factorReset.accountId")
    .where("account.realm", "=", "facility")
    .select(({ fn }) => [viewOf.as("view"), fn.countAll<number>().as("count")])
    .groupBy("view")
    .execute();
  const of = (view: ResetView) => rows.find((row) => row.view === view)?.count ?? 0;

  return { open: of("open"), waiting: of("waiting"), ended: of("ended") };
}

/** The 管理者 of all facilities that somebody acts for, but for themselves. */
export async function otherAdministrators(
  executor: Executor,
  accountId: string,
): Promise<string[]> {
  const rows = await executor
    .selectFrom("membership as own")
    .innerJoin("membership as other", "other.facilityId", "own.facilityId")
    .innerJoin("account", "account.id", "other.accountId")
    .select("account.mail")
    .distinct()
    .where("own.accountId", "=", accountId)
    .where("other.accountId", "<>", accountId)
    .where(sql<boolean>`other.roles && array['administrator']`)
    .orderBy("account.mail")
    .execute();

  return rows.map(({ mail }) => mail);
}
