import { queueMail } from "@madoguchi/platform";
import type { MailMessage, Tx } from "@madoguchi/platform";
import { rights } from "./rules/rights.ts";
import type { Right } from "./rules/rights.ts";
import { mailsOfFacility } from "./store/memberships.ts";

export type Letter = Omit<MailMessage, "to">;

/** To everybody who acts for the facility, or to those of them who have a right. */
export async function mailFacility(
  tx: Tx,
  facilityId: string,
  letter: Letter,
  right?: Right,
): Promise<void> {
  const roles = right && rights[right].roles;
  for (const to of await mailsOfFacility(tx, facilityId, roles)) {
    await queueMail(tx, { to, ...letter });
  }
}
