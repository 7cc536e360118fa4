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
  /** The code under which the same place stands in the list that lacks this one. */
  became: string | null;
};

type FacilityMasterVersionTable = Omit<FacilityMasterTable, "leftOn"> & {
  recordedAt: Temporal.Instant;
  listId: string | null;
  change: "added" | "changed" | "gone";
};

declare module "@madoguchi/platform" {
  interface Tables {
    facilityMaster: FacilityMasterTable;
    facilityMasterVersion: FacilityMasterVersionTable;
  }
}

export type MasterRecord = Selectable<FacilityMasterTable>;
export type MasterVersion = Selectable<FacilityMasterVersionTable>;

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
export async function insertMaster(
  tx: Tx,
  records: readonly Omit<MasterRecord, "became">[],
): Promise<void> {
  await sql`
    with entered as (
      insert into facility_master select * from ${recordsOf("facility_master", records)}
      on conflict do nothing returning *
    )
    insert into facility_master_version (code, recorded_at, listed_on, source, change, kind, prefecture_code, name, founder,
      postal_code, address, phone, designated_on, designated_until)
    select code, now(), listed_on, source, 'added', kind, prefecture_code, name, founder, postal_code, address, phone,
      designated_on, designated_until
    from entered`.execute(tx);
}

/** By code, from its first digits on, or by what is in the name. */
export async function searchMaster(
  executor: Executor,
  text: string,
  limit: number,
): Promise<MasterRecord[]> {
  const plain = text.normalize("NFKC").replaceAll(/[\s-]/g, "");
  const isCode = /^[協契]?\d+$/u.test(plain);

  return executor
    .selectFrom("facilityMaster")
    .selectAll()
    .where((expression) =>
      isCode
        ? expression("code", "like", `${plain}%`)
        : expression(
            sql<string>`lower(normalize(name, nfkc))`,
            "like",
            `%${plain.toLowerCase().replaceAll(/[%_\\]/g, String.raw`\$&`)}%`,
          ),
    )
    .orderBy("code")
    .limit(limit)
    .execute();
}

/** The newest first. */
export async function masterVersions(executor: Executor, code: string): Promise<MasterVersion[]> {
  return executor
    .selectFrom("facilityMasterVersion")
    .selectAll()
    .where("code", "=", code)
    .orderBy("recordedAt", "desc")
    .execute();
}

export async function countMaster(executor: Executor): Promise<number> {
  const { count } = await executor
    .selectFrom("facilityMaster")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();

  return count;
}
