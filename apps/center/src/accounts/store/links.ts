/** Links that came by mail: each good once, and for a while. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type AccountLinkTable = {
  tokenHash: Uint8Array;
  accountId: string;
  purpose: "password" | "mail";
  mail: string | null;
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    accountLink: AccountLinkTable;
  }
}

export type AccountLink = Selectable<AccountLinkTable>;

export async function insertLink(tx: Tx, link: AccountLink): Promise<void> {
  await tx.insertInto("accountLink").values(link).execute();
}

/** The links of before, for the same purpose, open nothing any more. */
export async function replaceLink(tx: Tx, link: AccountLink): Promise<void> {
  await deleteLinks(tx, link.accountId, link.purpose);
  await insertLink(tx, link);
}

export async function findLink(
  executor: Executor,
  tokenHash: Uint8Array,
  purpose: AccountLink["purpose"],
  now: Temporal.Instant,
): Promise<AccountLink | undefined> {
  return executor
    .selectFrom("accountLink")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where("purpose", "=", purpose)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
}

/** @returns the link, which is used up now; nothing when it was before */
export async function takeLink(
  tx: Tx,
  tokenHash: Uint8Array,
  purpose: AccountLink["purpose"],
  now: Temporal.Instant,
): Promise<AccountLink | undefined> {
  return tx
    .deleteFrom("accountLink")
    .where("tokenHash", "=", tokenHash)
    .where("purpose", "=", purpose)
    .where("expiresAt", ">", now)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteLinks(
  tx: Tx,
  accountId: string,
  purpose: AccountLink["purpose"],
): Promise<void> {
  await tx
    .deleteFrom("accountLink")
    .where("accountId", "=", accountId)
    .where("purpose", "=", purpose)
    .execute();
}
