/** The roots that stand behind what is printed on cards: kept in the database, read once a process and change. */
import type { SurfaceRoot } from "@madoguchi/card";
import type { Clock } from "@madoguchi/notation";
import type { Executor, Tx } from "@madoguchi/platform";
import { insertSurfaceRoots, raiseTrustRevision, readSurfaceRoots } from "./store/roots.ts";

export type SurfaceRootReader = (
  executor: Executor,
  revision: number,
) => Promise<readonly SurfaceRoot[]>;

/** One for a process. */
export function createSurfaceRootReader(): SurfaceRootReader {
  let kept: { readonly revision: number; readonly roots: readonly SurfaceRoot[] } | null = null;

  return async (executor, revision) => {
    if (kept?.revision !== revision) {
      const rows = await readSurfaceRoots(executor);
      const roots = rows.map(({ keyId, modulus }) => ({ keyId, publicKey: { modulus } }));
      kept = { revision, roots };
    }

    return kept.roots;
  };
}

/** Adds roots; those that are there already stay, and none is removed. */
export async function installSurfaceRoots(
  tx: Tx,
  clock: Clock,
  roots: readonly SurfaceRoot[],
): Promise<void> {
  const addedAt = clock.now();
  await insertSurfaceRoots(
    tx,
    roots.map(({ keyId, publicKey: { modulus } }) => ({ keyId, modulus, addedAt })),
  );
  await raiseTrustRevision(tx);
}
