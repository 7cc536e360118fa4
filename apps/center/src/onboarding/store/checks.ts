/** What is known elsewhere of what an application says: for the checks that an official sees beside it. */
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Facility } from "../../facilities/index.ts";

export type EarlierDecision = {
  readonly state: "approved" | "refused";
  readonly decidedAt: Temporal.Instant;
  readonly facilityName: string;
};

/** On other applications of the facility, and of the one that it was before its code changed. The newest first. */
export async function earlierDecisions(
  executor: Executor,
  applicationId: string,
  { id, predecessorId }: Facility,
): Promise<EarlierDecision[]> {
  const rows = await executor
    .selectFrom("usageApplication as application")
    .innerJoin("facility", "facility.id", "application.facilityId")
    .select(["application.state", "application.decidedAt", "facility.name as facilityName"])
    .where("application.facilityId", "in", predecessorId === null ? [id] : [id, predecessorId])
    .where("application.id", "<>", applicationId)
    .where("application.state", "in", ["approved", "refused"])
    .orderBy("application.decidedAt", "desc")
    .orderBy("application.id", "desc")
    .limit(10)
    .execute();

  return rows.flatMap(({ state, decidedAt, facilityName }) =>
    decidedAt !== null && (state === "approved" || state === "refused")
      ? [{ state, decidedAt, facilityName }]
      : [],
  );
}

export type FacilityWithPhone = { readonly name: string; readonly code: string };

/** Other facilities whose applications name the same person's telephone. @param phone as digits */
export async function sameContactPhone(
  executor: Executor,
  phone: string,
  facilityId: string,
): Promise<FacilityWithPhone[]> {
  return (
    executor
      .selectFrom("usageApplication as application")
      .innerJoin("facility", "facility.id", "application.facilityId")
      .select(["facility.name", "facility.code"])
      .distinct()
      // As the index has it.
      .where(
        sql<boolean>`regexp_replace(normalize(application.form ->> 'contactPhone', nfkc), '[^0-9]', '', 'g') = ${phone}`,
      )
      .where("application.facilityId", "<>", facilityId)
      .where("application.state", "<>", "draft")
      .orderBy("facility.code")
      .limit(10)
      .execute()
  );
}
