/** Challenges, and the checks made with them. */
import type { ChallengePurpose, CheckPurpose, ComparedPhoto, Outcome } from "@madoguchi/contract";
import { gathering, insertRows, insertion } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder, Selectable } from "kysely";
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
  /** When the center heard of a check made without it; null where it was asked at once. */
  receivedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    challenge: ChallengeTable;
    checkRecord: CheckRecordTable;
  }
}

export type ChallengeRow = Selectable<ChallengeTable>;
export type CheckRecord = Selectable<CheckRecordTable>;

export const insertChallenge = gathering(
  async (executor: Executor, challenges: readonly ChallengeRow[]): Promise<readonly void[]> => {
    await insertRows(executor, "challenge", challengeTypes, challenges);

    return challenges.map(() => undefined);
  },
);

const challengeTypes = {
  id: "uuid",
  facilityId: "uuid",
  terminalId: "uuid",
  purpose: "text",
  nonce: "text",
  issuedAt: "timestamptz",
  expiresAt: "timestamptz",
  usedAt: "timestamptz",
} as const satisfies Record<keyof ChallengeRow, string>;

/** Whose challenge it is, and which. */
export type ChallengeKey = Pick<ChallengeRow, "facilityId" | "id">;

export type FoundChallenge = ChallengeRow & {
  /** Of the trust material, at the same moment. */
  readonly revision: number;
};

export const findChallenge = gathering(
  async (
    executor: Executor,
    keys: readonly ChallengeKey[],
  ): Promise<readonly (FoundChallenge | undefined)[]> => {
    const { rows } = await sql<FoundChallenge>`
      select c.*, r.revision
      from unnest(${keys.map(({ facilityId }) => facilityId)}::uuid[], ${idsOf(keys)}::uuid[])
        asked (facility_id, id)
      join challenge c on c.facility_id = asked.facility_id and c.id = asked.id
      cross join trust_revision r`.execute(executor);
    const found = new Map(rows.map((row) => [row.id, row]));

    return keys.map(({ id }) => found.get(id));
  },
);

/** The same, and nobody else uses it before this transaction has ended. */
export async function holdChallenge(
  tx: Tx,
  { facilityId, id }: ChallengeKey,
): Promise<FoundChallenge | undefined> {
  return tx
    .selectFrom("challenge")
    .selectAll()
    .select(sql<number>`(select revision from trust_revision)`.as("revision"))
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether any facility has one of this number. */
export async function isChallenge(executor: Executor, id: string): Promise<boolean> {
  const found = await executor
    .selectFrom("challenge")
    .select("id")
    .where("id", "=", id)
    .executeTakeFirst();

  return found !== undefined;
}

export async function insertCheckRecords(tx: Tx, records: readonly CheckRecord[]): Promise<void> {
  await insertRows(tx, "check_record", checkTypes, records);
}

/** To be part of a greater one. @param where which of the records, each of which is `r` */
export function checkInsertion(
  records: readonly CheckRecord[],
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return insertion("check_record", checkTypes, records, { where });
}

const checkTypes = {
  facilityId: "uuid",
  id: "uuid",
  terminalId: "uuid",
  challengeId: "uuid",
  purpose: "text",
  photoCompared: "text",
  photoMatchedAt: "timestamptz",
  personId: "uuid",
  outcome: "text",
  asOf: "date",
  checkedAt: "timestamptz",
  receivedAt: "timestamptz",
} as const satisfies Record<keyof CheckRecord, string>;

function idsOf(rows: readonly { readonly id: string }[]): readonly string[] {
  return rows.map(({ id }) => id);
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
