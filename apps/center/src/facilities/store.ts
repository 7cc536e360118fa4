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

/** Others with the same telephone number, or the same name in the same prefecture: the same place twice, or two under one roof. */
export async function findAlike(
  executor: Executor,
  { id, phone, name, prefectureCode }: Facility,
): Promise<Facility[]> {
  return executor
    .selectFrom("facility")
    .selectAll()
    .where("id", "<>", id)
    .where((expression) =>
      expression.or([expression("phone", "=", phone), expression.and({ name, prefectureCode })]),
    )
    .orderBy("createdAt")
    .limit(10)
    .execute();
}

export async function insertFacility(tx: Tx, facility: Facility): Promise<void> {
  await tx.insertInto("facility").values(facility).execute();
}

export async function setGoLiveOn(tx: Tx, id: string, date: Temporal.PlainDate): Promise<void> {
  await tx.updateTable("facility").set({ goLiveOn: date }).where("id", "=", id).execute();
}
