/** Applications as they are being made: state, and the forms as typed. */
import type { Executor, FormValues, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { GrantState } from "../rules/application.ts";

type ApplicationTable = {
  id: string;
  facilityId: string;
  programmeCode: string;
  state: GrantState;
  /** Of a programme that gives once: an approval leaves no room for another application. */
  once: boolean;
  costsForm: FormValues;
  accountForm: FormValues;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
  version: number;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantApplication: ApplicationTable;
  }
}

export type Application = Selectable<ApplicationTable>;

export async function insertApplication(tx: Tx, application: Application): Promise<void> {
  await tx.insertInto("grantApplication").values(application).execute();
}

/** Newest first. */
export async function applicationsOfFacility(
  executor: Executor,
  facilityId: string,
): Promise<Application[]> {
  return executor
    .selectFrom("grantApplication")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** Under the code before the one of now: a changed code is no second grant. Those that were refused do not count. */
export async function applicationsUnderOldCode(
  executor: Executor,
  facilityId: string,
): Promise<Application[]> {
  return executor
    .selectFrom("grantApplication")
    .innerJoin("facility", "facility.predecessorId", "grantApplication.facilityId")
    .selectAll("grantApplication")
    .where("facility.id", "=", facilityId)
    .where("grantApplication.state", "<>", "refused")
    .execute();
}

export async function findApplication(
  executor: Executor,
  id: string,
): Promise<Application | undefined> {
  return executor
    .selectFrom("grantApplication")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Holds the row until the transaction ends: of two deeds on one application the second sees the first. */
export async function lockApplication(tx: Tx, id: string): Promise<Application | undefined> {
  return tx
    .selectFrom("grantApplication")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

type Change = Partial<Pick<Application, "state" | "costsForm" | "accountForm">>;

/** On a row that this transaction has locked. */
export async function changeApplication(
  tx: Tx,
  application: Application,
  change: Change,
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable("grantApplication")
    .set({
      ...change,
      updatedAt: now,
      version: application.version + 1,
    })
    .where("id", "=", application.id)
    .where("version", "=", application.version)
    .execute();
}
