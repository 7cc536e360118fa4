/** A facility at the stations of its preparations that the office and the counter bring about: told by other tests. */
import { newId } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { findFacilityByCode } from "../facilities/index.ts";

export async function facilityIdOf(db: Db, code: string): Promise<string> {
  const facility = await findFacilityByCode(db, code);
  if (!facility) {
    throw new Error(`no facility ${code}`);
  }

  return facility.id;
}

export async function approveApplication(
  db: Db,
  facilityId: string,
  at: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto("usageApplication")
    .values({
      id: newId(),
      facilityId,
      state: "approved",
      form: "{}",
      formVersion: 1,
      createdAt: at,
      updatedAt: at,
      submittedAt: at,
      decidedAt: at,
    })
    .execute();
}

/** A card was checked at the counter, and the answer was 「有効」. */
export async function recordValidCheck(
  db: Db,
  facilityId: string,
  at: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto("checkRecord")
    .values({
      facilityId,
      id: newId(),
      terminalId: newId(),
      challengeId: newId(),
      personId: null,
      outcome: "valid",
      asOf: at.toZonedDateTimeISO("Asia/Tokyo").toPlainDate(),
      checkedAt: at,
      purpose: "pinCheck",
    })
    .execute();
}
