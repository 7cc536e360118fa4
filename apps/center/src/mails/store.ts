import type { Executor, Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Generated, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type SentMailTable = {
  id: string;
  address: string;
  template: string;
  sentAt: Temporal.Instant;
  returnedAt: Generated<Temporal.Instant | null>;
};

type UnreachableTable = {
  id: string;
  address: string;
  failures: number;
  status: string;
  firstFailedAt: Temporal.Instant;
  lastFailedAt: Temporal.Instant;
  stoppedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    sentMail: SentMailTable;
    unreachableAddress: UnreachableTable;
  }
}

export type UnreachableAddress = Selectable<UnreachableTable>;

export async function insertSentMail(
  tx: Tx,
  mail: Pick<SentMailTable, "id" | "address" | "template" | "sentAt">,
): Promise<void> {
  await tx.insertInto("sentMail").values(mail).execute();
}

/** @returns whose mail came back; undefined for one that nobody knows, or that came back already */
export async function markReturned(
  tx: Tx,
  id: string,
  returnedAt: Temporal.Instant,
): Promise<{ readonly address: string; readonly template: string } | undefined> {
  return tx
    .updateTable("sentMail")
    .set({ returnedAt })
    .where("id", "=", id)
    .where("returnedAt", "is", null)
    .returning(["address", "template"])
    .executeTakeFirst();
}

export async function deleteSentMailsBefore(tx: Tx, instant: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("sentMail")
    .where("sentAt", "<", instant)
    .executeTakeFirst();

  return Number(numDeletedRows);
}

export async function findUnreachable(
  executor: Executor,
  address: string,
): Promise<UnreachableAddress | undefined> {
  return executor
    .selectFrom("unreachableAddress")
    .selectAll()
    .where("address", "=", address)
    .executeTakeFirst();
}

/** One failure more. @returns the address as it is known now */
export async function countFailure(
  tx: Tx,
  { address, status, at }: { address: string; status: string; at: Temporal.Instant },
): Promise<UnreachableAddress> {
  return tx
    .insertInto("unreachableAddress")
    .values({
      id: newId(),
      address,
      failures: 1,
      status,
      firstFailedAt: at,
      lastFailedAt: at,
      stoppedAt: null,
    })
    .onConflict((conflict) =>
      conflict.column("address").doUpdateSet({
        failures: sql`unreachable_address.failures + 1`,
        status,
        lastFailedAt: at,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function setStopped(tx: Tx, id: string, stoppedAt: Temporal.Instant): Promise<void> {
  await tx.updateTable("unreachableAddress").set({ stoppedAt }).where("id", "=", id).execute();
}

/** It is believed to be good again. */
export async function deleteUnreachable(
  tx: Tx,
  by: { readonly id: string } | { readonly address: string },
): Promise<UnreachableAddress | undefined> {
  return tx
    .deleteFrom("unreachableAddress")
    .$if("id" in by, (query) => query.where("id", "=", "id" in by ? by.id : ""))
    .$if("address" in by, (query) => query.where("address", "=", "address" in by ? by.address : ""))
    .returningAll()
    .executeTakeFirst();
}

export type ListedAddress = UnreachableAddress & {
  /** Null where no account has the address: a guest's, or one that was changed since. */
  readonly accountId: string | null;
  readonly name: string | null;
  readonly realm: "facility" | "office" | null;
  readonly facilities: readonly string[];
};

/** What failed last comes first. */
export async function listUnreachable(executor: Executor, limit: number): Promise<ListedAddress[]> {
  return executor
    .selectFrom("unreachableAddress")
    .leftJoin("account", "account.mail", "unreachableAddress.address")
    .selectAll("unreachableAddress")
    .select(["account.id as accountId", "account.name", "account.realm"])
    .select(
      sql<string[]>`array(
        select facility.name from membership join facility on facility.id = membership.facility_id
        where membership.account_id = account.id order by facility.name)`.as("facilities"),
    )
    .orderBy("unreachableAddress.lastFailedAt", "desc")
    .orderBy("unreachableAddress.id")
    .limit(limit)
    .execute();
}

export async function countUnreachable(executor: Executor): Promise<number> {
  const { count } = await executor
    .selectFrom("unreachableAddress")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();

  return Number(count);
}
