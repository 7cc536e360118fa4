/** What proves a person beside the password. Secrets are sealed or hashed before they come here. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type TotpTable = {
  accountId: string;
  secret: Uint8Array;
  confirmedAt: Temporal.Instant | null;
  lastStep: number | null;
};

type PasskeyTable = {
  id: string;
  accountId: string;
  publicKey: Uint8Array;
  counter: number;
  transports: readonly string[];
  name: string;
  createdAt: Temporal.Instant;
  lastUsedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    totp: TotpTable;
    recoveryCode: { accountId: string; codeHash: Uint8Array; usedAt: Temporal.Instant | null };
    mailCode: {
      accountId: string;
      codeHash: Uint8Array;
      expiresAt: Temporal.Instant;
      attemptsLeft: number;
    };
    passkey: PasskeyTable;
    usedChallenge: { challengeHash: Uint8Array; expiresAt: Temporal.Instant };
  }
}

export type Totp = Selectable<TotpTable>;
export type Passkey = Selectable<PasskeyTable>;

export async function findTotp(executor: Executor, accountId: string): Promise<Totp | undefined> {
  return executor
    .selectFrom("totp")
    .selectAll()
    .where("accountId", "=", accountId)
    .executeTakeFirst();
}

/** A secret that was never confirmed makes room for the next. @returns false where a confirmed one stands */
export async function putTotp(tx: Tx, accountId: string, secret: Uint8Array): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("totp")
    .values({ accountId, secret, confirmedAt: null, lastStep: null })
    .onConflict((conflict) =>
      conflict.column("accountId").doUpdateSet({ secret }).where("totp.confirmedAt", "is", null),
    )
    .executeTakeFirst();

  return numInsertedOrUpdatedRows === 1n;
}

/** Uses a step up, and confirms with the first. @returns false when it or a later one was used before */
export async function useTotpStep(
  tx: Tx,
  accountId: string,
  step: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("totp")
    .set({
      lastStep: step,
      confirmedAt: sql<Temporal.Instant>`coalesce(confirmed_at, ${now})`,
    })
    .where("accountId", "=", accountId)
    .where(({ eb, or }) => or([eb("lastStep", "is", null), eb("lastStep", "<", step)]))
    .executeTakeFirst();

  return numUpdatedRows === 1n;
}

export async function deleteTotp(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom("totp").where("accountId", "=", accountId).execute();
}

/** All at once: the codes of before are good no longer. */
export async function replaceRecoveryCodes(
  tx: Tx,
  accountId: string,
  codeHashes: readonly Uint8Array[],
): Promise<void> {
  await tx.deleteFrom("recoveryCode").where("accountId", "=", accountId).execute();
  if (codeHashes.length > 0) {
    await tx
      .insertInto("recoveryCode")
      .values(codeHashes.map((codeHash) => ({ accountId, codeHash, usedAt: null })))
      .execute();
  }
}

/** @returns false when there is no such code, or it was used before */
export async function useRecoveryCode(
  tx: Tx,
  accountId: string,
  codeHash: Uint8Array,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("recoveryCode")
    .set({ usedAt: now })
    .where("accountId", "=", accountId)
    .where("codeHash", "=", codeHash)
    .where("usedAt", "is", null)
    .executeTakeFirst();

  return numUpdatedRows === 1n;
}

export async function recoveryCodesLeft(executor: Executor, accountId: string): Promise<number> {
  const { left } = await executor
    .selectFrom("recoveryCode")
    .select(({ fn }) => fn.countAll<number>().as("left"))
    .where("accountId", "=", accountId)
    .where("usedAt", "is", null)
    .executeTakeFirstOrThrow();

  return left;
}

export async function putMailCode(
  tx: Tx,
  code: { accountId: string; codeHash: Uint8Array; expiresAt: Temporal.Instant; attempts: number },
): Promise<void> {
  const { accountId, codeHash, expiresAt, attempts: attemptsLeft } = code;
  await tx
    .insertInto("mailCode")
    .values({ accountId, codeHash, expiresAt, attemptsLeft })
    .onConflict((conflict) =>
      conflict.column("accountId").doUpdateSet({ codeHash, expiresAt, attemptsLeft }),
    )
    .execute();
}

/** Counts one attempt. @returns whether the code was right and in time; then it is used up */
export async function useMailCode(
  tx: Tx,
  accountId: string,
  codeHash: Uint8Array,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("mailCode")
    .where("accountId", "=", accountId)
    .where("codeHash", "=", codeHash)
    .where("expiresAt", ">", now)
    .where("attemptsLeft", ">", 0)
    .executeTakeFirst();
  if (numDeletedRows === 0n) {
    await tx
      .updateTable("mailCode")
      .set(({ eb }) => ({ attemptsLeft: eb("attemptsLeft", "-", 1) }))
      .where("accountId", "=", accountId)
      .execute();
  }

  return numDeletedRows === 1n;
}

export async function passkeysOf(executor: Executor, accountId: string): Promise<Passkey[]> {
  return executor
    .selectFrom("passkey")
    .selectAll()
    .where("accountId", "=", accountId)
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
}

export async function findPasskey(executor: Executor, id: string): Promise<Passkey | undefined> {
  return executor.selectFrom("passkey").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function insertPasskey(tx: Tx, passkey: Passkey): Promise<void> {
  await tx.insertInto("passkey").values(passkey).execute();
}

export async function notePasskeyUse(
  tx: Tx,
  id: string,
  counter: number,
  now: Temporal.Instant,
): Promise<void> {
  await tx.updateTable("passkey").set({ counter, lastUsedAt: now }).where("id", "=", id).execute();
}

/** @returns false when the account has no such passkey */
export async function deletePasskey(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("passkey")
    .where("accountId", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();

  return numDeletedRows === 1n;
}

/** @returns false when it was used before */
export async function useChallenge(
  executor: Executor,
  challengeHash: Uint8Array,
  expiresAt: Temporal.Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto("usedChallenge")
    .values({ challengeHash, expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();

  return numInsertedOrUpdatedRows === 1n;
}

export async function deletePasskeys(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom("passkey").where("accountId", "=", accountId).execute();
}
