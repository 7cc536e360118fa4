/** What official lists say of facilities. */
import { spellingsOfRegistrationNumber } from "@madoguchi/notation";
import { recordsOf } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { correctionsOf } from "./corrections.ts";
import type { Correction } from "./corrections.ts";
import type { Facility } from "./facilities.ts";

type FacilityMasterTable = {
  code: string;
  kind: string;
  prefectureCode: string;
  name: string;
  founder: string | null;
  postalCode: string | null;
  address: string | null;
  phone: string | null;
  designatedOn: Temporal.PlainDate | null;
  designatedUntil: Temporal.PlainDate | null;
  source: string;
  listedOn: Temporal.PlainDate;
  leftOn: Temporal.PlainDate | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    facilityMaster: FacilityMasterTable;
  }
}

export type MasterRecord = Selectable<FacilityMasterTable>;

/** Whether 協 or 契 was written or not. A record that has left the lists is still what is known. */
export async function findMaster(
  executor: Executor,
  kind: string,
  code: string,
): Promise<MasterRecord | undefined> {
  const spellings = kind === "treatment" ? spellingsOfRegistrationNumber(code) : [code];

  return executor
    .selectFrom("facilityMaster")
    .selectAll()
    .where("code", "in", spellings)
    .orderBy(sql`code = ${code}`, "desc")
    .limit(1)
    .executeTakeFirst();
}

/** For the page of a review. */
export async function compareWithMaster(
  executor: Executor,
  { id, kind, code }: Pick<Facility, "id" | "kind" | "code">,
): Promise<{ master: MasterRecord | undefined; corrections: Correction[] }> {
  return {
    master: await findMaster(executor, kind, code),
    corrections: await correctionsOf(executor, id),
  };
}

/** For the demo: what is there already stays. */
export async function insertMaster(tx: Tx, records: readonly MasterRecord[]): Promise<void> {
  await sql`
    insert into facility_master select * from ${recordsOf("facility_master", records)}
    on conflict do nothing`.execute(tx);
}

export async function countMaster(executor: Executor): Promise<number> {
  const { count } = await executor
    .selectFrom("facilityMaster")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();

  return count;
}
