import { tokyoToday } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { lastFullMonth } from "../rules/period.ts";
import { setPatients } from "../store/patients.ts";

/** How many months back one may state or correct. */
export const ENTRY_MONTHS = 12;

/** Months that are over, the newest first. */
export function monthsToEnter(today: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  return Array.from({ length: ENTRY_MONTHS }, (_, index) =>
    lastFullMonth(today).subtract({ months: index }),
  );
}

/** What was stated before is replaced. @returns false for a month that is not to be entered */
export async function enterPatients(
  center: Center,
  actor: FacilityActor,
  month: Temporal.PlainDate,
  patients: number,
): Promise<boolean> {
  if (!monthsToEnter(tokyoToday(center.clock)).some((each) => each.equals(month))) {
    return false;
  }
  await transaction(center.db, async (tx) => {
    const row = { month, patients, enteredAt: center.clock.now() };
    await setPatients(tx, { ...row, facilityId: actor.facilityId, accountId: actor.id });
    await audit(tx, center.clock, {
      action: "statistics.patients-entered",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "facility", id: actor.facilityId },
      detail: { month: month.toString(), patients },
    });
  });

  return true;
}
