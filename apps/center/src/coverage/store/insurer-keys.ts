/** The keys by which insurers' systems send files. Of a key only its hash is kept. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type InsurerKeyTable = {
  readonly id: string;
  readonly insurerNumber: string;
  readonly label: string;
  readonly secretHash: Uint8Array;
  readonly issuedAt: Temporal.Instant;
  readonly issuedBy: string;
  readonly lastUsedAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
  readonly revokedBy: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    insurerKey: InsurerKeyTable;
  }
}

export type InsurerKey = Selectable<InsurerKeyTable>;

export async function insertInsurerKey(
  tx: Tx,
  key: Omit<InsurerKey, "lastUsedAt" | "revokedAt" | "revokedBy">,
): Promise<void> {
  await tx.insertInto("insurerKey").values(key).execute();
}

/** Also those that were revoked: who had one stays known. */
export async function keysOf(executor: Executor, insurerNumber: string): Promise<InsurerKey[]> {
  return executor
    .selectFrom("insurerKey")
    .selectAll()
    .where("insurerNumber", "=", insurerNumber)
    .orderBy("issuedAt", "desc")
    .orderBy("id")
    .execute();
}

export async function findKeyByHash(
  executor: Executor,
  secretHash: Uint8Array,
): Promise<InsurerKey | undefined> {
  return executor
    .selectFrom("insurerKey")
    .selectAll()
    .where("secretHash", "=", secretHash)
    .executeTakeFirst();
}

export async function findKey(executor: Executor, id: string): Promise<InsurerKey | undefined> {
  return executor.selectFrom("insurerKey").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function touchKey(
  executor: Executor,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  await executor.updateTable("insurerKey").set({ lastUsedAt: now }).where("id", "=", id).execute();
}

/** False where there is no such key of the insurer's, or it was revoked before. */
export async function revokeKeyRow(
  tx: Tx,
  key: { readonly id: string; readonly insurerNumber: string },
  revokedBy: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("insurerKey")
    .set({ revokedAt: now, revokedBy })
    .where("id", "=", key.id)
    .where("insurerNumber", "=", key.insurerNumber)
    .where("revokedAt", "is", null)
    .executeTakeFirst();

  return numUpdatedRows === 1n;
}
