import { queueMails, queueMailTo } from "@madoguchi/platform";
import type { Letter, Tx } from "@madoguchi/platform";
import { rights } from "./rules/rights.ts";
import type { Right } from "./rules/rights.ts";
import { mailsOfFacilities, mailsOfFacility } from "./store/memberships.ts";

/** To everybody who acts for each of these: many letters in few statements. */
export async function mailFacilities(
  tx: Tx,
  letters: readonly { readonly facilityId: string; readonly letter: Letter }[],
): Promise<void> {
  const mails = await mailsOfFacilities(
    tx,
    letters.map(({ facilityId }) => facilityId),
  );
  await queueMails(
    tx,
    letters.flatMap(({ facilityId, letter }) =>
      (mails.get(facilityId) ?? []).map((to) => ({ to, ...letter })),
    ),
  );
}

/** To everybody who acts for the facility, or to those of them who have a right. */
export async function mailFacility(
  tx: Tx,
  facilityId: string,
  letter: Letter,
  right?: Right,
): Promise<void> {
  await queueMailTo(tx, mailsOfFacility(facilityId, right && rights[right].roles), letter);
}
