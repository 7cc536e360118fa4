/** The revocation list of each partition, and what lists before it named and it leaves out. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { RevocationReason } from "@madoguchi/trust";
import { sql } from "kysely";
import type { GeneratedAlways, Insertable, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

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

declare module "@madoguchi/platform" {
  interface Tables {
    revocationList: RevocationListTable;
    droppedRevocation: DroppedRevocationTable;
  }
}

/** Which partition's list, and which bytes. */
export type ListReference = Pick<Selectable<RevocationListTable>, "issuer" | "scope" | "digest"> & {
  readonly size: number;
};

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
