/** Files on their way; their parts lie in the file store under the upload's name. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { PaperKind } from "../rules/papers.ts";

type UploadTable = {
  id: string;
  applicationId: string;
  /** Who sends it. */
  accountId: string;
  paper: PaperKind;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  receivedBytes: number;
  touchedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantUpload: UploadTable;
  }
}

export type PartialUpload = Selectable<UploadTable>;

/** What has come of the same file already stays; whoever chose it last sends the rest. @returns as it stands */
export async function beginUpload(tx: Tx, upload: PartialUpload): Promise<PartialUpload> {
  return tx
    .insertInto("grantUpload")
    .values(upload)
    .onConflict((conflict) =>
      conflict.columns(["applicationId", "sha256"]).doUpdateSet(({ ref }) => ({
        accountId: ref("excluded.accountId"),
        touchedAt: ref("excluded.touchedAt"),
        fileName: ref("excluded.fileName"),
        paper: ref("excluded.paper"),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function countUploads(tx: Tx, applicationId: string): Promise<number> {
  const { count } = await tx
    .selectFrom("grantUpload")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("applicationId", "=", applicationId)
    .executeTakeFirstOrThrow();

  return Number(count);
}

export async function findUpload(
  executor: Executor,
  applicationId: string,
  id: string,
): Promise<PartialUpload | undefined> {
  return executor
    .selectFrom("grantUpload")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** @returns whether this part was the next one; of two that come at once, one is */
export async function advanceUpload(
  executor: Executor,
  { id, receivedBytes }: PartialUpload,
  to: number,
  at: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable("grantUpload")
    .set({ receivedBytes: to, touchedAt: at })
    .where("id", "=", id)
    .where("receivedBytes", "=", receivedBytes)
    .executeTakeFirstOrThrow();

  return numUpdatedRows === 1n;
}

export async function removeUpload(executor: Executor, id: string): Promise<void> {
  await executor.deleteFrom("grantUpload").where("id", "=", id).execute();
}

export async function uploadsBefore(
  executor: Executor,
  instant: Temporal.Instant,
): Promise<string[]> {
  const rows = await executor
    .selectFrom("grantUpload")
    .select("id")
    .where("touchedAt", "<", instant)
    .execute();

  return rows.map(({ id }) => id);
}
