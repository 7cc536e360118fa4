import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type ClosingTable = {
  id: string;
  fromOn: Temporal.PlainDate;
  untilOn: Temporal.PlainDate;
  reason: string;
  addedAt: Temporal.Instant;
  addedBy: string;
  withdrawnAt: Temporal.Instant | null;
  withdrawnBy: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    callCenterClosing: ClosingTable;
  }
}

export type KnownClosing = Selectable<ClosingTable>;

export async function insertClosing(tx: Tx, closing: KnownClosing): Promise<void> {
  await tx.insertInto("callCenterClosing").values(closing).execute();
}

/** Those that count and are not over, the next first. */
export async function closingsFrom(
  executor: Executor,
  today: Temporal.PlainDate,
): Promise<KnownClosing[]> {
  return executor
    .selectFrom("callCenterClosing")
    .selectAll()
    .where("withdrawnAt", "is", null)
    .where("untilOn", ">=", today)
    .orderBy("fromOn")
    .orderBy("id")
    .execute();
}

/** What is over or was taken back, the last first. */
export async function pastClosings(
  executor: Executor,
  today: Temporal.PlainDate,
  limit: number,
): Promise<KnownClosing[]> {
  return executor
    .selectFrom("callCenterClosing")
    .selectAll()
    .where((expression) =>
      expression.or([expression("withdrawnAt", "is not", null), expression("untilOn", "<", today)]),
    )
    .orderBy("fromOn", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** @returns false where it has begun, or was taken back already */
export async function withdrawClosing(
  tx: Tx,
  id: string,
  today: Temporal.PlainDate,
  by: Pick<KnownClosing, "withdrawnAt" | "withdrawnBy">,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("callCenterClosing")
    .set(by)
    .where("id", "=", id)
    .where("fromOn", ">", today)
    .where("withdrawnAt", "is", null)
    .executeTakeFirst();

  return numUpdatedRows === 1n;
}
