/** The batches that go to the bank, and the account that pays. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Generated, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { BatchState } from "../rules/payment.ts";
import type { Payer } from "../rules/zengin.ts";

type BatchTable = {
  id: string;
  number: Generated<number>;
  payerId: string;
  transferOn: Temporal.PlainDate;
  state: BatchState;
  transferCount: number;
  totalYen: number;
  madeBy: string;
  madeAt: Temporal.Instant;
  approvedBy: string | null;
  approvedAt: Temporal.Instant | null;
  fileHash: string | null;
  settledBy: string | null;
  settledAt: Temporal.Instant | null;
};

type PayerTable = { -readonly [K in keyof Payer]: Payer[K] } & {
  id: string;
  effectiveFrom: Temporal.PlainDate;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantBatch: BatchTable;
    grantPayer: PayerTable;
  }
}

export type Batch = Selectable<BatchTable>;
export type KnownPayer = Selectable<PayerTable>;

export async function insertPayer(tx: Tx, payer: KnownPayer): Promise<void> {
  await tx.insertInto("grantPayer").values(payer).execute();
}

/** The newest first, those that are still to come included. */
export async function payers(executor: Executor): Promise<KnownPayer[]> {
  return executor.selectFrom("grantPayer").selectAll().orderBy("effectiveFrom", "desc").execute();
}

/** The one of that day. */
export async function currentPayer(
  executor: Executor,
  day: Temporal.PlainDate,
): Promise<KnownPayer | undefined> {
  return executor
    .selectFrom("grantPayer")
    .selectAll()
    .where("effectiveFrom", "<=", day)
    .orderBy("effectiveFrom", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function payerById(executor: Executor, id: string): Promise<KnownPayer> {
  return executor
    .selectFrom("grantPayer")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

export async function insertBatch(tx: Tx, batch: Omit<Batch, "number">): Promise<void> {
  await tx.insertInto("grantBatch").values(batch).execute();
}

export async function findBatch(executor: Executor, id: string): Promise<Batch | undefined> {
  return executor.selectFrom("grantBatch").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Holds the row until the transaction ends. */
export async function lockBatch(tx: Tx, id: string): Promise<Batch | undefined> {
  return tx
    .selectFrom("grantBatch")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function changeBatch(tx: Tx, id: string, change: Partial<Batch>): Promise<void> {
  await tx.updateTable("grantBatch").set(change).where("id", "=", id).execute();
}

export const BATCHES_SHOWN = 20;

/** The newest first. @param after the number of the one before them; null: from the newest on */
export async function batches(
  executor: Executor,
  after: number | null,
  limit: number,
): Promise<Batch[]> {
  return executor
    .selectFrom("grantBatch")
    .selectAll()
    .$if(after !== null, (query) => query.where("number", "<", after))
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
}
