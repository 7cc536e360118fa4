/** Everything that is known of one facility's preparations, gathered from the nouns that know it. */
import { findFacility, isFacilityKind } from "../facilities/index.ts";
import type { Center } from "../center.ts";
import { firstCheckAt, practisedAt } from "../eligibility/index.ts";
import { grantStanding } from "../grants/index.ts";
import { terminalStanding } from "../terminals/index.ts";
import type { Standing } from "./checklist.ts";
import { plannedStartOf } from "./form.ts";
import { currentApplication } from "./store/applications.ts";
import { deviceChoiceOf } from "./store/device-choice.ts";
import { ticksOf } from "./store/ticks.ts";

/** @returns null for a facility that is not there */
export async function standingOfFacility(
  { db, clock }: Center,
  facilityId: string,
): Promise<Standing | null> {
  const facility = await findFacility(db, facilityId);
  if (!facility || !isFacilityKind(facility.kind)) {
    return null;
  }
  const [ticks, application, deviceChoice, terminals, checked, practised, grant] =
    await Promise.all([
      ticksOf(db, facilityId),
      currentApplication(db, facilityId),
      deviceChoiceOf(db, facilityId),
      terminalStanding(db, facilityId),
      firstCheckAt(db, facilityId),
      practisedAt(db, facilityId),
      grantStanding(db, facility, clock.now()),
    ]);

  return {
    registeredAt: facility.createdAt,
    ticks,
    application: application
      ? { ...application, plannedStartOn: plannedStartOf(application.form) }
      : null,
    deviceChoice: deviceChoice ?? null,
    terminals,
    firstCheckAt: checked,
    practisedAt: practised,
    goLiveOn: facility.goLiveOn,
    grant,
  };
}
