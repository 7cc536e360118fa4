/** Everything that an application's pages and steps begin with, in one statement: each of them asks for it, and some twice. */
import type { Executor, NestedJson } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { nestedFacility } from "../../facilities/index.ts";
import type { Facility } from "../../facilities/index.ts";
import type { Programme } from "../rules/programme.ts";
import type { Application } from "./applications.ts";
import { nestedProgramme } from "./programmes.ts";
import { currentReceiptsOf, nestedReceipt } from "./receipts.ts";
import type { Receipt } from "./receipts.ts";
import { readSubmission, submissionsOf } from "./submissions.ts";
import type { Submission, SubmissionJson } from "./submissions.ts";

export type Belongings = {
  /** Of what was submitted the version it was submitted under, else the one that holds today. */
  readonly programme: Programme;
  readonly facility: Facility;
  readonly receipts: readonly Receipt[];
  /** The first one first. */
  readonly submissions: readonly Submission[];
  /** What the programme has left to give. */
  readonly availableYen: number;
};

type Row = {
  readonly programme: NestedJson<Programme> | null;
  readonly facility: NestedJson<Facility> | null;
  readonly receipts: readonly NestedJson<Receipt>[];
  readonly submissions: readonly SubmissionJson[];
  readonly availableYen: number | null;
};

export async function belongingsOf(
  executor: Executor,
  { id, programmeCode, facilityId }: Pick<Application, "id" | "programmeCode" | "facilityId">,
  today: Temporal.PlainDate,
): Promise<Belongings> {
  const { rows } = await sql<Row>`
    select
      (select ${nestedProgramme.json("grant_programme")} from grant_programme where id = coalesce(
        (select programme_id from grant_submission where application_id = ${id} order by number desc limit 1),
        (select id from grant_programme where code = ${programmeCode} and effective_from <= ${today}
          order by effective_from desc limit 1)
      )) as programme,
      (select ${nestedFacility.json("facility")} from facility where id = ${facilityId}) as facility,
      ${currentReceiptsOf(id)} as receipts,
      ${submissionsOf(id)} as submissions,
      (select yen from grant_balance where programme_code = ${programmeCode} and account = 'available')
        as available_yen`.execute(executor);
  const [row] = rows;
  if (!row?.programme || !row.facility) {
    throw new Error(`grant application ${id} has lost its programme or its facility`);
  }

  return {
    programme: nestedProgramme.read(row.programme),
    facility: nestedFacility.read(row.facility),
    receipts: row.receipts.map(nestedReceipt.read),
    submissions: row.submissions.map(readSubmission),
    availableYen: row.availableYen ?? 0,
  };
}
