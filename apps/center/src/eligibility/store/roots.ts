/** Whom the center believes, and the number that rises whenever that changes. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";

type TrustAnchorTable = {
  fingerprint: Uint8Array;
  certificate: Uint8Array;
  addedAt: Temporal.Instant;
};

type SurfaceRootTable = {
  keyId: Uint8Array;
  modulus: Uint8Array;
  addedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    trustAnchor: TrustAnchorTable;
    surfaceRoot: SurfaceRootTable;
    trustRevision: { onlyRow: boolean; revision: number };
  }
}

export async function readTrustAnchors(executor: Executor): Promise<readonly Uint8Array[]> {
  const rows = await executor
    .selectFrom("trustAnchor")
    .select("certificate")
    .orderBy("fingerprint")
    .execute();

  return rows.map((row) => row.certificate);
}

export async function insertTrustAnchor(tx: Tx, anchor: TrustAnchorTable): Promise<void> {
  await tx
    .insertInto("trustAnchor")
    .values(anchor)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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
