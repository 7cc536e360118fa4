import type { Executor, Tx } from "@madoguchi/platform";
import type { Insertable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { AdditionReason } from "../rules.ts";

type AppAccountAdditionTable = {
  id: string;
  facilityId: string;
  accounts: number;
  reason: AdditionReason;
  note: string | null;
  addedAt: Temporal.Instant;
  accountId: string;
};

declare module "@madoguchi/platform" {
  interface Tables {
    appAccountAddition: AppAccountAdditionTable;
    appAccountLimit: { facilityKind: string; accounts: number };
  }
}

export type Room = {
  readonly accounts: number;
  /** How many there may be; none of a kind that is not in the list. */
  readonly limit: number;
};

export async function roomForAccounts(
  executor: Executor,
  facilityId: string,
  facilityKind: string,
): Promise<Room> {
  const { accounts } = await executor
    .selectFrom("appAccount")
    .select((expression) => expression.fn.countAll<number>().as("accounts"))
    .where("facilityId", "=", facilityId)
    .executeTakeFirstOrThrow();
  const row = await executor
    .selectFrom("appAccountLimit")
    .select("accounts")
    .where("facilityKind", "=", facilityKind)
    .executeTakeFirst();

  return { accounts, limit: row?.accounts ?? 0 };
}

export async function insertAddition(
  tx: Tx,
  addition: Insertable<AppAccountAdditionTable>,
): Promise<void> {
  await tx.insertInto("appAccountAddition").values(addition).execute();
}
