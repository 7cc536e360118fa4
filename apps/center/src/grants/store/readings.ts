/** What a machine read on receipts. */
import type { Executor } from "@madoguchi/platform";
import type { JSONColumnType } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Proposal } from "../rules/reading.ts";

type ReadingTable = {
  receiptId: string;
  readAt: Temporal.Instant;
  purchasedOn: Temporal.PlainDate | null;
  shop: string;
  totalYen: number | null;
  items: JSONColumnType<Proposal["items"]>;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantReading: ReadingTable;
  }
}

export type Readings = ReadonlyMap<string, Proposal>;

export async function insertReading(
  executor: Executor,
  receiptId: string,
  { items, ...proposal }: Proposal,
  readAt: Temporal.Instant,
): Promise<void> {
  await executor
    .insertInto("grantReading")
    .values({ receiptId, readAt, ...proposal, items: JSON.stringify(items) })
    .onConflict((conflict) => conflict.column("receiptId").doNothing())
    .execute();
}

/** By the receipt's id; of those that were read. */
export async function readingsOf(
  executor: Executor,
  receipts: readonly { readonly id: string }[],
): Promise<Readings> {
  if (receipts.length === 0) return new Map();
  const rows = await executor
    .selectFrom("grantReading")
    .select(["receiptId", "purchasedOn", "shop", "totalYen", "items"])
    .where(
      "receiptId",
      "in",
      receipts.map(({ id }) => id),
    )
    .execute();

  return new Map(rows.map(({ receiptId, ...proposal }) => [receiptId, proposal]));
}
