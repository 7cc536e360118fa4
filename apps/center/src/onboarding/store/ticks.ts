import type { Executor, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

declare module "@madoguchi/platform" {
  interface Tables {
    checklistTick: {
      facilityId: string;
      item: string;
      tickedAt: Temporal.Instant;
      accountId: string;
    };
  }
}

export async function ticksOf(executor: Executor, facilityId: string) {
  return executor
    .selectFrom("checklistTick")
    .select(["item", "tickedAt"])
    .where("facilityId", "=", facilityId)
    .execute();
}

export async function insertTick(
  tx: Tx,
  tick: { facilityId: string; item: string; tickedAt: Temporal.Instant; accountId: string },
): Promise<boolean> {
  const result = await tx
    .insertInto("checklistTick")
    .values(tick)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();

  return result.numInsertedOrUpdatedRows === 1n;
}

export async function deleteTick(tx: Tx, facilityId: string, item: string): Promise<boolean> {
  const result = await tx
    .deleteFrom("checklistTick")
    .where("facilityId", "=", facilityId)
    .where("item", "=", item)
    .executeTakeFirst();

  return result.numDeletedRows === 1n;
}
