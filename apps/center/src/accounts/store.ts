import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Generated, Insertable, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type AccountTable = {
  id: string;
  realm: "facility" | "office";
  mail: string;
  name: string;
  passwordHash: string;
  createdAt: Temporal.Instant;
  lastSignInAt: Generated<Temporal.Instant | null>;
};

type RegistrationTable = {
  id: string;
  tokenHash: Uint8Array;
  kind: string;
  statedTarget: string | null;
  code: string;
  prefectureCode: string;
  facilityName: string;
  founder: string;
  postalCode: string;
  address: string;
  phone: string;
  personName: string;
  mail: string;
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  completedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    account: AccountTable;
    registration: RegistrationTable;
  }
}

export type Account = Selectable<AccountTable>;
export type PendingRegistration = Selectable<RegistrationTable>;

/** `hasFactor`: an authenticator app or a passkey, so that a password alone does not do. */
export type KnownAccount = Account & { readonly hasFactor: boolean };

/** For statements that read from `account`. */
export const hasFactor = sql<boolean>`
  exists (select from totp where account_id = account.id and confirmed_at is not null)
  or exists (select from passkey where account_id = account.id)`;

export async function findAccount(
  executor: Executor,
  id: string,
): Promise<KnownAccount | undefined> {
  return executor
    .selectFrom("account")
    .selectAll("account")
    .select(hasFactor.as("hasFactor"))
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function findAccountByMail(
  executor: Executor,
  mail: string,
): Promise<Account | undefined> {
  return executor.selectFrom("account").selectAll().where("mail", "=", mail).executeTakeFirst();
}

/** @throws SQLSTATE 23505 where somebody has the address already */
export async function insertAccount(tx: Tx, account: Insertable<AccountTable>): Promise<void> {
  await tx.insertInto("account").values(account).execute();
}

export async function setLastSignIn(
  tx: Tx,
  accountId: string,
  lastSignInAt: Temporal.Instant,
): Promise<void> {
  await tx.updateTable("account").set({ lastSignInAt }).where("id", "=", accountId).execute();
}

export async function setName(tx: Tx, accountId: string, name: string): Promise<void> {
  await tx.updateTable("account").set({ name }).where("id", "=", accountId).execute();
}

/** @throws SQLSTATE 23505 where somebody else has the address */
export async function setMail(tx: Tx, accountId: string, mail: string): Promise<void> {
  await tx.updateTable("account").set({ mail }).where("id", "=", accountId).execute();
}

export async function setPasswordHash(
  tx: Tx,
  accountId: string,
  passwordHash: string,
): Promise<void> {
  await tx.updateTable("account").set({ passwordHash }).where("id", "=", accountId).execute();
}

export async function insertRegistration(tx: Tx, registration: PendingRegistration): Promise<void> {
  await tx.insertInto("registration").values(registration).execute();
}

/** A registration whose link is still good. `forUpdate` inside the transaction that completes it. */
export async function findOpenRegistration(
  executor: Executor,
  tokenHash: Uint8Array,
  now: Temporal.Instant,
): Promise<PendingRegistration | undefined> {
  return executor
    .selectFrom("registration")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where("completedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
}

/** False when somebody completed it first. */
export async function completeRegistrationRow(
  tx: Tx,
  id: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .updateTable("registration")
    .set({ completedAt: now })
    .where("id", "=", id)
    .where("completedAt", "is", null)
    .executeTakeFirst();

  return result.numUpdatedRows === 1n;
}

/** What was typed to register: once the link is dead it is nobody's, and once used it stands in the facility. */
export async function deleteRegistrationsBefore(
  tx: Tx,
  instant: Temporal.Instant,
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("registration")
    .where("expiresAt", "<", instant)
    .executeTakeFirst();

  return Number(numDeletedRows);
}
