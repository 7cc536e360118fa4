import type { CheckPurpose, ComparedPhoto, Outcome } from "@madoguchi/contract";
import type { Executor, Tx } from "@madoguchi/platform";
import type { RevocationReason } from "@madoguchi/trust";
import { sql } from "kysely";
import type { GeneratedAlways, Insertable, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type ChallengeTable = {
  id: string;
  facilityId: string;
  terminalId: string;
  purpose: CheckPurpose;
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

type TrustAnchorTable = {
  fingerprint: Uint8Array;
  certificate: Uint8Array;
  addedAt: Temporal.Instant;
};

type RevocationListTable = {
  issuer: Uint8Array;
  scope: string;
  list: Uint8Array;
  /** SHA-256. */
  digest: GeneratedAlways<Uint8Array>;
  /** cRLNumber, in decimal. */
  number: string | null;
  entries: number;
  thisUpdate: Temporal.Instant;
  nextUpdate: Temporal.Instant;
  installedAt: Temporal.Instant;
};

type DroppedRevocationTable = {
  issuer: Uint8Array;
  scope: string;
  serial: string;
  revokedAt: Temporal.Instant;
  reason: RevocationReason;
  keepUntil: Temporal.Instant;
};

type SurfaceRootTable = {
  keyId: Uint8Array;
  modulus: Uint8Array;
  addedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    challenge: ChallengeTable;
    checkRecord: CheckRecordTable;
    trustAnchor: TrustAnchorTable;
    revocationList: RevocationListTable;
    droppedRevocation: DroppedRevocationTable;
    surfaceRoot: SurfaceRootTable;
    trustRevision: { onlyRow: boolean; revision: number };
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
  { id, terminalId, purpose }: Pick<ChallengeRow, "id" | "terminalId" | "purpose">,
  now: Temporal.Instant,
): Promise<(ChallengeRow & { readonly revision: number }) | undefined> {
  return tx
    .updateTable("challenge")
    .set({ usedAt: now })
    .where("id", "=", id)
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

/** Which partition's list, and which bytes. */
export type ListReference = Pick<Selectable<RevocationListTable>, "issuer" | "scope" | "digest"> & {
  readonly size: number;
};

export async function readTrustAnchors(executor: Executor): Promise<readonly Uint8Array[]> {
  const rows = await executor
    .selectFrom("trustAnchor")
    .select("certificate")
    .orderBy("fingerprint")
    .execute();

  return rows.map((row) => row.certificate);
}

export async function listReferences(executor: Executor): Promise<readonly ListReference[]> {
  return selectReferences(executor).execute();
}

export async function findListReference(
  executor: Executor,
  { issuer, scope }: Pick<ListReference, "issuer" | "scope">,
): Promise<ListReference | undefined> {
  return selectReferences(executor)
    .where("issuer", "=", issuer)
    .where("scope", "=", scope)
    .executeTakeFirst();
}

function selectReferences(executor: Executor) {
  return executor
    .selectFrom("revocationList")
    .select(["issuer", "scope", "digest", sql<number>`octet_length(list)`.as("size")]);
}

const PIECE = 1024 * 1024;

/** Piece by piece: to turn a list of many megabytes from the wire's text into bytes would hold everybody else up. */
export async function readList(executor: Executor, reference: ListReference): Promise<Uint8Array> {
  const list = new Uint8Array(reference.size);
  for (let start = 0; start < reference.size; start += PIECE) {
    const { piece } = await executor
      .selectFrom("revocationList")
      .select(sql<Uint8Array>`substring(list from ${start + 1}::int for ${PIECE}::int)`.as("piece"))
      .where("issuer", "=", reference.issuer)
      .where("scope", "=", reference.scope)
      .executeTakeFirstOrThrow();
    list.set(piece, start);
  }

  return list;
}

export type ListStanding = Omit<Selectable<RevocationListTable>, "list" | "digest"> & {
  /** How many revocations are known beside it. */
  readonly dropped: number;
};

export async function listStandings(executor: Executor): Promise<readonly ListStanding[]> {
  return executor
    .selectFrom("revocationList")
    .select(["issuer", "scope", "number", "entries", "thisUpdate", "nextUpdate", "installedAt"])
    .select((row) =>
      row
        .selectFrom("droppedRevocation")
        .whereRef("droppedRevocation.issuer", "=", "revocationList.issuer")
        .whereRef("droppedRevocation.scope", "=", "revocationList.scope")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .$asScalar()
        .$notNull()
        .as("dropped"),
    )
    .orderBy("issuer")
    .orderBy("scope")
    .execute();
}

export type DroppedRow = Selectable<DroppedRevocationTable>;

export async function readDropped(
  executor: Executor,
  { issuer, scope }: Pick<ListReference, "issuer" | "scope">,
): Promise<readonly DroppedRow[]> {
  return executor
    .selectFrom("droppedRevocation")
    .selectAll()
    .where("issuer", "=", issuer)
    .where("scope", "=", scope)
    .execute();
}

export async function insertTrustAnchor(tx: Tx, anchor: TrustAnchorTable): Promise<void> {
  await tx
    .insertInto("trustAnchor")
    .values(anchor)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Puts the list in force for its partition. */
export async function putRevocationList(
  tx: Tx,
  list: Insertable<RevocationListTable>,
): Promise<void> {
  const { issuer, scope, ...rest } = list;
  await tx
    .insertInto("revocationList")
    .values({ issuer, scope, ...rest })
    .onConflict((conflict) => conflict.columns(["issuer", "scope"]).doUpdateSet(rest))
    .execute();
}

const ROWS_AT_ONCE = 5000;

/** In the place of what was kept for this partition. */
export async function putDropped(
  tx: Tx,
  { issuer, scope }: Pick<ListReference, "issuer" | "scope">,
  rows: readonly DroppedRow[],
): Promise<void> {
  await tx
    .deleteFrom("droppedRevocation")
    .where("issuer", "=", issuer)
    .where("scope", "=", scope)
    .execute();
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto("droppedRevocation")
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
}

export async function readSurfaceRoots(
  executor: Executor,
): Promise<readonly Pick<SurfaceRootTable, "keyId" | "modulus">[]> {
  return executor.selectFrom("surfaceRoot").select(["keyId", "modulus"]).execute();
}

export async function insertSurfaceRoots(
  tx: Tx,
  roots: readonly SurfaceRootTable[],
): Promise<void> {
  if (roots.length === 0) return;
  await tx
    .insertInto("surfaceRoot")
    .values(roots)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function readTrustRevision(executor: Executor): Promise<number> {
  const { revision } = await executor
    .selectFrom("trustRevision")
    .select("revision")
    .executeTakeFirstOrThrow();

  return revision;
}

/** Also makes whoever else would change what is trusted wait for the end of this transaction. */
export async function raiseTrustRevision(tx: Tx): Promise<void> {
  await tx
    .updateTable("trustRevision")
    .set({ revision: sql<number>`revision + 1` })
    .execute();
}
