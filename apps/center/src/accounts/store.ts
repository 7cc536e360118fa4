import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type AccountTable = {
  id: string;
  realm: "facility" | "office";
  facilityId: string | null;
  mail: string;
  name: string;
  role: string;
  passwordHash: string;
  createdAt: Temporal.Instant;
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

export async function findAccount(executor: Executor, id: string): Promise<Account | undefined> {
  return executor.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findAccountByMail(
  executor: Executor,
  mail: string,
): Promise<Account | undefined> {
  return executor.selectFrom("account").selectAll().where("mail", "=", mail).executeTakeFirst();
}

/** The mail addresses of everybody who acts for a facility. */
export async function mailsOfFacility(executor: Executor, facilityId: string): Promise<string[]> {
  const rows = await executor
    .selectFrom("account")
    .select("mail")
    .where("facilityId", "=", facilityId)
    .execute();

  return rows.map((row) => row.mail);
}

/** For a facility that gets another code: its people act for the new record from now on. */
export async function movePeople(
  tx: Tx,
  fromFacilityId: string,
  toFacilityId: string,
): Promise<void> {
  await tx
    .updateTable("account")
    .set({ facilityId: toFacilityId })
    .where("facilityId", "=", fromFacilityId)
    .execute();
}

export async function insertAccount(tx: Tx, account: Account): Promise<void> {
  await tx.insertInto("account").values(account).execute();
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
