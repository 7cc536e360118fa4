/** Papers that were handed out; their bytes lie in the file store under `fileHash`. */
import type { Executor } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

export type KeptKind = "decision-letter" | "revocation-letter" | "submission-receipt" | "breakdown";

declare module "@madoguchi/platform" {
  interface Tables {
    grantPaper: {
      kind: KeptKind;
      subjectId: string;
      fileHash: string;
      drawnAt: Temporal.Instant;
    };
  }
}

export async function paperHash(
  executor: Executor,
  kind: KeptKind,
  subjectId: string,
): Promise<string | null> {
  const row = await executor
    .selectFrom("grantPaper")
    .select("fileHash")
    .where("kind", "=", kind)
    .where("subjectId", "=", subjectId)
    .executeTakeFirst();

  return row?.fileHash ?? null;
}

/** Of two that are drawn at once, the first stays. */
export async function insertPaper(
  executor: Executor,
  kind: KeptKind,
  subjectId: string,
  fileHash: string,
  drawnAt: Temporal.Instant,
): Promise<void> {
  await executor
    .insertInto("grantPaper")
    .values({ kind, subjectId, fileHash, drawnAt })
    .onConflict((conflict) => conflict.columns(["kind", "subjectId"]).doNothing())
    .execute();
}
