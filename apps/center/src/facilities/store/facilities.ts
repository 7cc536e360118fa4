/** The record of a facility as it is now, and as it was: every change of its details leaves a version. */
import { spellingsOfRegistrationNumber, tokyoDate } from "@madoguchi/notation";
import { nested } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import type { Insertable, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Details } from "../rules/details.ts";
import type { StandingDates } from "../rules/standing.ts";

type DetailColumns = {
  name: string;
  founder: string;
  postalCode: string;
  address: string;
  phone: string;
};

type FacilityTable = DetailColumns & {
  id: string;
  kind: string;
  code: string;
  prefectureCode: string;
  goLiveOn: Temporal.PlainDate | null;
  statedTarget: string | null;
  suspendedFrom: Temporal.PlainDate | null;
  suspendedUntil: Temporal.PlainDate | null;
  closedOn: Temporal.PlainDate | null;
  /** コード変更: the record before this one. */
  predecessorId: string | null;
  createdAt: Temporal.Instant;
};

type FacilityVersionTable = DetailColumns & {
  facilityId: string;
  validFrom: Temporal.PlainDate;
  recordedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    facility: FacilityTable;
    facilityVersion: FacilityVersionTable;
  }
}

export type Facility = Selectable<FacilityTable>;
export type NewFacility = Readonly<Insertable<FacilityTable>>;
export type FacilityVersion = Selectable<FacilityVersionTable>;

/** Within another record's statement. */
export const nestedFacility = nested<Facility>({
  id: "plain",
  kind: "plain",
  code: "plain",
  prefectureCode: "plain",
  name: "plain",
  founder: "plain",
  postalCode: "plain",
  address: "plain",
  phone: "plain",
  goLiveOn: "day",
  statedTarget: "plain",
  suspendedFrom: "day",
  suspendedUntil: "day",
  closedOn: "day",
  predecessorId: "plain",
  createdAt: "instant",
});

const detailColumns = ["name", "founder", "postalCode", "address", "phone"] as const;

export async function findFacility(executor: Executor, id: string): Promise<Facility | undefined> {
  return executor.selectFrom("facility").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findFacilityByCode(
  executor: Executor,
  code: string,
): Promise<Facility | undefined> {
  return executor.selectFrom("facility").selectAll().where("code", "=", code).executeTakeFirst();
}

/** Also where the one or the other left 協 or 契 out. */
export async function isCodeRegistered(
  executor: Executor,
  kind: string,
  code: string,
): Promise<boolean> {
  const spellings = kind === "treatment" ? spellingsOfRegistrationNumber(code) : [code];
  const found = await executor
    .selectFrom("facility")
    .select("id")
    .where("code", "in", spellings)
    .limit(1)
    .executeTakeFirst();

  return found !== undefined;
}

/** The record after コード変更, where there is one. */
export async function findSuccessor(executor: Executor, id: string): Promise<Facility | undefined> {
  return executor
    .selectFrom("facility")
    .selectAll()
    .where("predecessorId", "=", id)
    .executeTakeFirst();
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
    .orderBy("id")
    .limit(10)
    .execute();
}

/** @param from the day from which it is called so; the day of its creation where left out */
export async function insertFacility(
  tx: Tx,
  facility: NewFacility,
  from: Temporal.PlainDate = tokyoDate(facility.createdAt),
): Promise<void> {
  await tx.insertInto("facility").values(facility).execute();
  const { id, name, founder, postalCode, address, phone } = facility;
  await tx
    .insertInto("facilityVersion")
    .values({
      facilityId: id,
      validFrom: from,
      recordedAt: facility.createdAt,
      name,
      founder,
      postalCode,
      address,
      phone,
    })
    .execute();
}

export async function setGoLiveOn(tx: Tx, id: string, date: Temporal.PlainDate): Promise<void> {
  await tx.updateTable("facility").set({ goLiveOn: date }).where("id", "=", id).execute();
}

export async function setStanding(
  tx: Tx,
  id: string,
  dates: Partial<StandingDates>,
): Promise<void> {
  await tx.updateTable("facility").set(dates).where("id", "=", id).execute();
}

/** From `from` on. What was said of the days before stays. */
export async function changeDetails(
  tx: Tx,
  facilityId: string,
  details: Details,
  from: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  await tx.updateTable("facility").set(details).where("id", "=", facilityId).execute();
  await tx
    .insertInto("facilityVersion")
    .values({ ...details, facilityId, validFrom: from, recordedAt: now })
    .execute();
}

/** What the facility was called, and where it was, on a day; undefined before its first. */
export async function detailsOn(
  executor: Executor,
  facilityId: string,
  day: Temporal.PlainDate,
): Promise<Details | undefined> {
  return executor
    .selectFrom("facilityVersion")
    .select(detailColumns)
    .where("facilityId", "=", facilityId)
    .where("validFrom", "<=", day)
    .orderBy("validFrom", "desc")
    .orderBy("recordedAt", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The newest first. */
export async function versionsOf(
  executor: Executor,
  facilityId: string,
): Promise<FacilityVersion[]> {
  return executor
    .selectFrom("facilityVersion")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("validFrom", "desc")
    .orderBy("recordedAt", "desc")
    .execute();
}
