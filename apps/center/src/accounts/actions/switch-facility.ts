/** Choosing for which of one's facilities one acts from here on. */
import { transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { SignedIn } from "../signed-in.ts";
import { membershipsOf } from "../store/memberships.ts";
import { ofFacility } from "./parties.ts";

/** @returns false when the person does not act for it */
export async function switchFacility(
  center: Center,
  { account, session }: SignedIn,
  facilityId: string,
): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const memberships = await membershipsOf(tx, account.id);
    if (!memberships.some((membership) => membership.facilityId === facilityId)) {
      return false;
    }
    await center.sessions.actFor(tx, session.id, facilityId);
    await audit(tx, center.clock, {
      action: "facility.switched-to",
      ...ofFacility({ id: account.id, facilityId }),
      subject: { kind: "account", id: account.id },
    });

    return true;
  });
}
