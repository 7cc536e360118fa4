import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type FacilityTable = {
  id: string;
  kind: string;
  code: string;
  prefectureCode: string;
  name: string;
  founder: string;
  postalCode: string;
  address: string;
  phone: string;
  goLiveOn: Temporal.PlainDate | null;
  createdAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    facility: FacilityTable;
  }
}

export type Facility = Selectable<FacilityTable>;

export async function findFacility(executor: Executor, id: string): Promise<Facility | undefined> {
  return executor.selectFrom("facility").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findFacilityByCode(
  executor: Executor,
  code: string,
): Promise<Facility | undefined> {
  return executor.selectFrom("facility").selectAll().where("code", "=", code).executeTakeFirst();
}

export async function insertFacility(tx: Tx, facility: Facility): Promise<void> {
  await tx.insertInto("facility").values(facility).execute();
}

export async function setGoLiveOn(tx: Tx, id: string, date: Temporal.PlainDate): Promise<void> {
  await tx.updateTable("facility").set({ goLiveOn: date }).where("id", "=", id).execute();
}
