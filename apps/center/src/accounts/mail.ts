import { queueMail } from "@madoguchi/platform";
import type { MailMessage, Tx } from "@madoguchi/platform";
import { mailsOfFacility } from "./store.ts";

export type Letter = Omit<MailMessage, "to">;

/** To everybody who acts for the facility. */
export async function mailFacility(tx: Tx, facilityId: string, letter: Letter): Promise<void> {
  for (const to of await mailsOfFacility(tx, facilityId)) {
    await queueMail(tx, { to, ...letter });
  }
}
