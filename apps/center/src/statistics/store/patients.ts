/** How many patients facilities state that they had in a month, and how many of them were known by their card. */
import { startOfDay } from "@madoguchi/notation";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type PatientCountTable = {
  facilityId: string;
  month: Temporal.PlainDate;
  patients: number;
  enteredAt: Temporal.Instant;
  accountId: string;
};

declare module "@madoguchi/platform" {
  interface Tables {
    patientCount: PatientCountTable;
  }
}

export async function setPatients(tx: Tx, row: Selectable<PatientCountTable>): Promise<void> {
  const { patients, enteredAt, accountId } = row;
  await tx
    .insertInto("patientCount")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["facilityId", "month"]).doUpdateSet({ patients, enteredAt, accountId }),
    )
    .execute();
}

export type MonthOfUse = {
  readonly month: Temporal.PlainDate;
  readonly patients: number;
  /** Different people whose card gave 有効. */
  readonly byCard: number;
};

/** The newest first. */
export async function monthsOfUse(executor: Executor, facilityId: string): Promise<MonthOfUse[]> {
  const months = await executor
    .selectFrom("patientCount")
    .select(["month", "patients"])
    .where("facilityId", "=", facilityId)
    .orderBy("month", "desc")
    .limit(12)
    .execute();

  return Promise.all(
    months.map(async ({ month, patients }) => ({
      month,
      patients,
      byCard: await peopleByCard(executor, facilityId, month),
    })),
  );
}

async function peopleByCard(
  executor: Executor,
  facilityId: string,
  month: Temporal.PlainDate,
): Promise<number> {
  const row = await executor
    .selectFrom("checkRecord")
    .select(sql<number>`count(distinct person_id)`.as("people"))
    .where("facilityId", "=", facilityId)
    .where("outcome", "=", "valid")
    .where("checkedAt", ">=", startOfDay(month))
    .where("checkedAt", "<", startOfDay(month.add({ months: 1 })))
    .executeTakeFirstOrThrow();

  return row.people;
}
