import type { Executor } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type KeptFormTable = {
  keyHash: Uint8Array;
  accountId: string | null;
  sealed: Uint8Array;
  expiresAt: Temporal.Instant;
  sentAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    keptForm: KeptFormTable;
  }
}

export type KeptFormRow = Selectable<KeptFormTable>;

export async function insertKeptForm(executor: Executor, row: KeptFormRow): Promise<void> {
  await executor.insertInto("keptForm").values(row).execute();
}

export async function findKeptForm(
  executor: Executor,
  keyHash: Uint8Array,
  now: Temporal.Instant,
): Promise<KeptFormRow | undefined> {
  return executor
    .selectFrom("keptForm")
    .selectAll()
    .where("keyHash", "=", keyHash)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
}

export async function deleteKeptForm(executor: Executor, keyHash: Uint8Array): Promise<void> {
  await executor.deleteFrom("keptForm").where("keyHash", "=", keyHash).execute();
}

export async function setSentAt(
  executor: Executor,
  keyHash: Uint8Array,
  sentAt: Temporal.Instant,
): Promise<void> {
  await executor.updateTable("keptForm").set({ sentAt }).where("keyHash", "=", keyHash).execute();
}
