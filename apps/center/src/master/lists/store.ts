/** Files that officials brought, with what was wrong with them or what they would change. */
import type { Executor, FormValues, TableProblem, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Affected, ListOutcome, Succession } from "../../facilities/index.ts";

type Accepted = Extract<ListOutcome, { kind: "accepted" }>;

/** As it was when the file was tried. */
export type ListPreview = Pick<Accepted, "counts" | "known" | "differences" | "arrivals"> & {
  readonly successions: readonly Succession[];
  readonly affected: readonly Affected[];
};

type UploadTable = {
  id: string;
  fileName: string;
  form: FormValues;
  uploadedBy: string;
  uploadedAt: Temporal.Instant;
  problemCount: number;
  problems: readonly TableProblem[];
  preview: ListPreview | null;
  proposalId: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    facilityListUpload: UploadTable;
  }
}

export type ListUpload = Selectable<UploadTable>;

export async function insertUpload(tx: Tx, upload: ListUpload): Promise<void> {
  const json = <T>(value: T) => sql<T>`${value === null ? null : JSON.stringify(value)}::jsonb`;
  await tx
    .insertInto("facilityListUpload")
    .values({
      ...upload,
      form: json(upload.form),
      problems: json(upload.problems),
      preview: json(upload.preview),
    })
    .execute();
}

export async function findUpload(executor: Executor, id: string): Promise<ListUpload | undefined> {
  return executor
    .selectFrom("facilityListUpload")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function setProposal(tx: Tx, id: string, proposalId: string): Promise<void> {
  await tx.updateTable("facilityListUpload").set({ proposalId }).where("id", "=", id).execute();
}

export type WaitingUpload = Pick<ListUpload, "id" | "fileName" | "form" | "uploadedAt">;

/** Tried and not decided yet, the oldest first. */
export async function waitingUploads(executor: Executor): Promise<WaitingUpload[]> {
  return executor
    .selectFrom("facilityListUpload")
    .innerJoin("proposal", "proposal.id", "facilityListUpload.proposalId")
    .select([
      "facilityListUpload.id",
      "facilityListUpload.fileName",
      "facilityListUpload.form",
      "facilityListUpload.uploadedAt",
    ])
    .where("proposal.state", "=", "proposed")
    .orderBy("uploadedAt")
    .orderBy("facilityListUpload.id")
    .execute();
}
