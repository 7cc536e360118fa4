/** Hand-overs of 管理者 that wait for the successor's answer, or for their day. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { FacilityRole } from "../rules/rights.ts";

type HandoverTable = {
  facilityId: string;
  fromAccount: string;
  keptRoles: readonly FacilityRole[];
  effectiveOn: Temporal.PlainDate;
  offeredAt: Temporal.Instant;
  /** Until the successor has joined. */
  invitationId: string | null;
  /** From then on. */
  toAccount: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    handover: HandoverTable;
  }
}

export type Handover = Selectable<HandoverTable>;

export async function insertHandover(tx: Tx, handover: Handover): Promise<void> {
  await tx.insertInto("handover").values(handover).execute();
}

export async function findHandover(
  executor: Executor,
  facilityId: string,
): Promise<Handover | undefined> {
  return executor
    .selectFrom("handover")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .executeTakeFirst();
}

/** @returns what it was; undefined when there is none any more */
export async function deleteHandover(tx: Tx, facilityId: string): Promise<Handover | undefined> {
  return tx
    .deleteFrom("handover")
    .where("facilityId", "=", facilityId)
    .returningAll()
    .executeTakeFirst();
}

/** Of which the successor has joined, and the day has come. */
export async function dueHandovers(
  executor: Executor,
  today: Temporal.PlainDate,
): Promise<Handover[]> {
  return executor
    .selectFrom("handover")
    .selectAll()
    .where("toAccount", "is not", null)
    .where("effectiveOn", "<=", today)
    .orderBy("facilityId")
    .execute();
}
