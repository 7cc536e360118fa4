/** Uploaded receipts; the bytes lie in the file store under `fileHash`. */
import { nested } from "@madoguchi/platform";
import type { Executor, NestedJson, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { PaperKind } from "../rules/papers.ts";
import { MOST_BITS_APART } from "../rules/receipts.ts";
import type { Remark } from "../rules/receipts.ts";

type ReceiptTable = {
  id: string;
  applicationId: string;
  /** Which of the papers that the programme asks for. */
  paper: PaperKind;
  /** SHA-256 in hex. */
  fileHash: string;
  /** As the sender called it; for people only. */
  fileName: string;
  /** As its content says. */
  mediaType: string;
  sizeBytes: number;
  /** Of pictures that could be drawn: a small one in the file store, … */
  previewHash: string | null;
  /** … why it may not be readable, … */
  remark: Remark | null;
  /** … and what it looks like. */
  likeness: string | null;
  uploadedAt: Temporal.Instant;
  removedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantReceipt: ReceiptTable;
  }
}

export type Receipt = Selectable<ReceiptTable>;

/** Within another record's statement. */
export const nestedReceipt = nested<Receipt>({
  id: "plain",
  applicationId: "plain",
  paper: "plain",
  fileHash: "plain",
  fileName: "plain",
  mediaType: "plain",
  sizeBytes: "plain",
  previewHash: "plain",
  remark: "plain",
  likeness: "plain",
  uploadedAt: "instant",
  removedAt: "instant",
});

/** Those that would be submitted now, in the order of their upload. */
export const currentReceiptsOf = (applicationId: string) =>
  sql<readonly NestedJson<Receipt>[]>`(
  select coalesce(json_agg(${nestedReceipt.json("grant_receipt")} order by uploaded_at, id), '[]')
  from grant_receipt where application_id = ${applicationId} and removed_at is null)`;

export async function insertReceipt(tx: Tx, receipt: Receipt): Promise<void> {
  await tx.insertInto("grantReceipt").values(receipt).execute();
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

/** Of a paper, once it was drawn; its bytes stay what they are. */
export async function setPreview(
  executor: Executor,
  id: string,
  seen: Pick<Receipt, "previewHash" | "likeness" | "remark">,
): Promise<void> {
  await executor.updateTable("grantReceipt").set(seen).where("id", "=", id).execute();
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

export type LikePicture = {
  readonly fileName: string;
  readonly otherFileName: string;
  readonly facilityName: string;
  readonly programmeName: string;
};

/** Where else a picture was submitted that looks like one of these, in whatever file: turned away by no new packing. */
export async function likePicturesElsewhere(
  executor: Executor,
  applicationId: string,
  receipts: readonly Pick<Receipt, "id">[],
): Promise<LikePicture[]> {
  const ids = receipts.map(({ id }) => id);
  if (ids.length === 0) return [];
  const apart = sql<number>`bit_count(('x' || own.likeness)::bit(256) # ('x' || other.likeness)::bit(256))`;

  return executor
    .selectFrom("grantReceipt as own")
    .innerJoin("grantReceipt as other", (join) =>
      join
        .on(
          sql<boolean>`grant_likeness_parts(other.likeness) && grant_likeness_parts(own.likeness)`,
        )
        .onRef("other.applicationId", "<>", "own.applicationId")
        .onRef("other.fileHash", "<>", "own.fileHash"),
    )
    .innerJoin("grantSubmissionReceipt", "grantSubmissionReceipt.receiptId", "other.id")
    .innerJoin("grantSubmission", "grantSubmission.id", "grantSubmissionReceipt.submissionId")
    .innerJoin("grantProgramme", "grantProgramme.id", "grantSubmission.programmeId")
    .select([
      "own.fileName",
      "other.fileName as otherFileName",
      "grantSubmission.facilityName",
      "grantProgramme.name as programmeName",
    ])
    .distinct()
    .where("own.id", "in", ids)
    .where("own.applicationId", "=", applicationId)
    .where("own.likeness", "is not", null)
    .where("other.likeness", "is not", null)
    .where(apart, "<=", MOST_BITS_APART)
    .limit(20)
    .execute();
}
