/** Uploaded receipts; the bytes lie in the file store under `fileHash`. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type ReceiptTable = {
  id: string;
  applicationId: string;
  /** SHA-256 in hex. */
  fileHash: string;
  /** As the sender called it; for people only. */
  fileName: string;
  /** As its content says. */
  mediaType: string;
  sizeBytes: number;
  uploadedAt: Temporal.Instant;
  removedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantReceipt: ReceiptTable;
  }
}

export type Receipt = Selectable<ReceiptTable>;

export async function insertReceipt(tx: Tx, receipt: Receipt): Promise<void> {
  await tx.insertInto("grantReceipt").values(receipt).execute();
}

/** Those that would be submitted now, in the order of their upload. */
export async function currentReceipts(
  executor: Executor,
  applicationId: string,
): Promise<Receipt[]> {
  return executor
    .selectFrom("grantReceipt")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .where("removedAt", "is", null)
    .orderBy("uploadedAt")
    .orderBy("id")
    .execute();
}

/** Also one that was removed since: it may have been submitted. */
export async function findReceipt(
  executor: Executor,
  applicationId: string,
  id: string,
): Promise<Receipt | undefined> {
  return executor
    .selectFrom("grantReceipt")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function removeReceiptRow(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable("grantReceipt")
    .set({ removedAt: now })
    .where("id", "=", id)
    .where("removedAt", "is", null)
    .execute();
}

export type SameFile = {
  readonly fileHash: string;
  readonly applicationId: string;
  readonly facilityName: string;
};

/** Where else the same files were submitted: in other applications, of whatever facility. */
export async function sameFilesElsewhere(
  executor: Executor,
  applicationId: string,
  hashes: readonly string[],
): Promise<SameFile[]> {
  if (hashes.length === 0) {
    return [];
  }

  return executor
    .selectFrom("grantReceipt")
    .innerJoin("grantSubmissionReceipt", "grantSubmissionReceipt.receiptId", "grantReceipt.id")
    .innerJoin("grantSubmission", "grantSubmission.id", "grantSubmissionReceipt.submissionId")
    .select([
      "grantReceipt.fileHash",
      "grantSubmission.applicationId",
      "grantSubmission.facilityName",
    ])
    .distinct()
    .where("grantReceipt.fileHash", "in", hashes)
    .where("grantSubmission.applicationId", "<>", applicationId)
    .execute();
}
