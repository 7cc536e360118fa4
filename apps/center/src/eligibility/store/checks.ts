/** Challenges, and the checks made with them. */
import type { ChallengePurpose, CheckPurpose, ComparedPhoto, Outcome } from "@madoguchi/contract";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type ChallengeTable = {
  id: string;
  facilityId: string;
  terminalId: string;
  purpose: ChallengePurpose;
  nonce: string;
  issuedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  usedAt: Temporal.Instant | null;
};

type CheckRecordTable = {
  facilityId: string;
  id: string;
  terminalId: string;
  challengeId: string;
  purpose: CheckPurpose;
  photoCompared: ComparedPhoto | null;
  photoMatchedAt: Temporal.Instant | null;
  personId: string | null;
  outcome: Outcome;
  asOf: Temporal.PlainDate;
  checkedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    challenge: ChallengeTable;
    checkRecord: CheckRecordTable;
  }
}

export type ChallengeRow = Selectable<ChallengeTable>;
export type CheckRecord = Selectable<CheckRecordTable>;

export async function insertChallenge(tx: Tx, challenge: ChallengeRow): Promise<void> {
  await tx.insertInto("challenge").values(challenge).execute();
}

/**
 * Marks the challenge as used, once, for the terminal and purpose that it was asked for. Of two calls at the same time
 * one gets it.
 * @returns undefined when it is unknown, of another terminal or purpose, or was used before; with it, the trust
 * material's revision
 */
export async function consumeChallenge(
  tx: Tx,
  {
    id,
    facilityId,
    terminalId,
    purpose,
  }: Pick<ChallengeRow, "id" | "facilityId" | "terminalId" | "purpose">,
  now: Temporal.Instant,
): Promise<(ChallengeRow & { readonly revision: number }) | undefined> {
  return tx
    .updateTable("challenge")
    .set({ usedAt: now })
    .where("id", "=", id)
    .where("facilityId", "=", facilityId)
    .where("terminalId", "=", terminalId)
    .where("purpose", "=", purpose)
    .where("usedAt", "is", null)
    .returningAll()
    .returning(sql<number>`(select revision from trust_revision)`.as("revision"))
    .executeTakeFirst();
}

export async function findChallenge(
  executor: Executor,
  id: string,
): Promise<ChallengeRow | undefined> {
  return executor.selectFrom("challenge").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function insertCheckRecord(tx: Tx, record: CheckRecord): Promise<void> {
  await tx.insertInto("checkRecord").values(record).execute();
}

export async function findCheckRecord(
  executor: Executor,
  { facilityId, id }: Pick<CheckRecord, "facilityId" | "id">,
): Promise<CheckRecord | undefined> {
  return executor
    .selectFrom("checkRecord")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** When a card of this facility's first gave 有効; null before that. */
export async function firstCheckAt(
  executor: Executor,
  facilityId: string,
): Promise<Temporal.Instant | null> {
  const row = await executor
    .selectFrom("checkRecord")
    .select("checkedAt")
    .where("facilityId", "=", facilityId)
    .where("outcome", "=", "valid")
    .orderBy("checkedAt")
    .limit(1)
    .executeTakeFirst();

  return row?.checkedAt ?? null;
}
