/** 一括照会: one row each, with counts and progress. Whom it is about stands in files only. */
import type { BulkPurpose, BulkState } from "@madoguchi/contract";
import type { Db, Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { BulkCounts } from "./rules.ts";

type BulkInquiryTable = {
  facilityId: string;
  id: string;
  receiptNumber: string;
  actorKind: "person" | "terminal";
  actorId: string;
  purpose: BulkPurpose;
  state: BulkState;
  asOf: Temporal.PlainDate;
  acceptedAt: Temporal.Instant;
  starts: number;
  progressedAt: Temporal.Instant | null;
  finishedAt: Temporal.Instant | null;
  bytesTotal: number;
  bytesDone: number;
  linesDone: number;
  batchesDone: number;
  counts: BulkCounts;
};

declare module "@madoguchi/platform" {
  interface Tables {
    bulkInquiry: BulkInquiryTable;
  }
}

export type BulkInquiry = Selectable<BulkInquiryTable>;
export type BulkKey = Pick<BulkInquiry, "facilityId" | "id">;

export async function insertBulkInquiry(
  tx: Tx,
  inquiry: Pick<
    BulkInquiry,
    | "facilityId"
    | "id"
    | "receiptNumber"
    | "actorKind"
    | "actorId"
    | "purpose"
    | "asOf"
    | "acceptedAt"
    | "bytesTotal"
  >,
): Promise<void> {
  await tx
    .insertInto("bulkInquiry")
    .values({
      ...inquiry,
      state: "accepted",
      starts: 0,
      progressedAt: null,
      finishedAt: null,
      bytesDone: 0,
      linesDone: 0,
      batchesDone: 0,
      counts: sql`'{}'`,
    })
    .execute();
}

export async function countUnfinished(executor: Executor, facilityId: string): Promise<number> {
  const { count } = await executor
    .selectFrom("bulkInquiry")
    .select((expression) => expression.fn.countAll<number>().as("count"))
    .where("facilityId", "=", facilityId)
    .where("finishedAt", "is", null)
    .executeTakeFirstOrThrow();

  return count;
}

/** Two of one facility that are sent at the same time are counted one after the other. */
export async function holdFacility(tx: Tx, facilityId: string): Promise<void> {
  await sql`select 1 from facility where id = ${facilityId} for no key update`.execute(tx);
}

/** The newest first. */
export async function bulkInquiriesOf(
  executor: Executor,
  facilityId: string,
  limit: number,
): Promise<BulkInquiry[]> {
  return executor
    .selectFrom("bulkInquiry")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("acceptedAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export async function findByReceipt(
  executor: Executor,
  facilityId: string,
  receiptNumber: string,
): Promise<BulkInquiry | undefined> {
  return executor
    .selectFrom("bulkInquiry")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .where("receiptNumber", "=", receiptNumber)
    .executeTakeFirst();
}

/** Of every facility: what nobody has moved on since. */
export async function stalledSince(
  executor: Executor,
  since: Temporal.Instant,
): Promise<BulkKey[]> {
  return executor
    .selectFrom("bulkInquiry")
    .select(["facilityId", "id"])
    .where("finishedAt", "is", null)
    .where(sql<boolean>`coalesce(progressed_at, accepted_at) <= ${since}`)
    .execute();
}

/**
 * Runs the work unless another process is at it. The lock belongs to a connection of its own, so that it ends with the
 * process, however that ends.
 * @returns false when another one has it
 */
export async function withWorkLock(
  db: Db,
  { id }: BulkKey,
  work: () => Promise<void>,
): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ isHeld: boolean }>`
      select pg_try_advisory_lock(hashtextextended(${id}, 0)) as is_held`.execute(connection);
    if (rows[0]?.isHeld !== true) return false;
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${id}, 0))`.execute(connection);
    }

    return true;
  });
}

/** @returns undefined when it is finished */
export async function beginWork(
  executor: Executor,
  { facilityId, id }: BulkKey,
  now: Temporal.Instant,
): Promise<BulkInquiry | undefined> {
  return executor
    .updateTable("bulkInquiry")
    .set((expression) => ({
      state: "working",
      starts: expression("starts", "+", 1),
      progressedAt: now,
    }))
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .where("finishedAt", "is", null)
    .returningAll()
    .executeTakeFirst();
}

export type Checkpoint = {
  readonly bytesDone: number;
  readonly lines: number;
  readonly counts: BulkCounts;
};

/** @returns false when the batch was counted before, by whoever else was at it */
export async function recordBatch(
  executor: Executor,
  { facilityId, id }: BulkKey,
  batch: number,
  { bytesDone, lines, counts }: Checkpoint,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable("bulkInquiry")
    .set((expression) => ({
      batchesDone: batch + 1,
      linesDone: expression("linesDone", "+", lines),
      bytesDone,
      counts: sql<BulkCounts>`${JSON.stringify(counts)}::jsonb`,
      progressedAt: now,
    }))
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .where("batchesDone", "=", batch)
    .where("finishedAt", "is", null)
    .executeTakeFirst();

  return numUpdatedRows === 1n;
}

/** @returns undefined when it was finished before */
export async function finish(
  tx: Tx,
  { facilityId, id }: BulkKey,
  state: "done" | "refused" | "failed",
  now: Temporal.Instant,
): Promise<BulkInquiry | undefined> {
  return tx
    .updateTable("bulkInquiry")
    .set((expression) => ({
      state,
      finishedAt: now,
      progressedAt: now,
      bytesDone: expression.ref("bytesTotal"),
    }))
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .where("finishedAt", "is", null)
    .returningAll()
    .executeTakeFirst();
}

/** Finished, accepted before then, and with files that are still there. */
export async function keptBefore(executor: Executor, before: Temporal.Instant): Promise<BulkKey[]> {
  return executor
    .selectFrom("bulkInquiry")
    .select(["facilityId", "id"])
    .where("state", "not in", ["deleted", "accepted", "working"])
    .where("acceptedAt", "<", before)
    .execute();
}

export async function markDeleted(tx: Tx, { facilityId, id }: BulkKey): Promise<void> {
  await tx
    .updateTable("bulkInquiry")
    .set({ state: "deleted" })
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .execute();
}
