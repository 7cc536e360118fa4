/** An address is believed to be good again: because its person says so, or because an official found out. */
import { queueMail, transaction } from "@madoguchi/platform";
import type { FacilityActor, OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { againMail } from "../letters.ts";
import { deleteUnreachable } from "../store.ts";

/** A mail goes out at once, so that the next answer of the server is not long in coming. */
export async function sendAgain(center: Center, actor: FacilityActor): Promise<void> {
  await transaction(center.db, async (tx) => {
    const known = await deleteUnreachable(tx, { address: actor.mail });
    if (!known) return;
    await queueMail(tx, { to: actor.mail, ...againMail(actor.name) });
    await audit(tx, center.clock, entry(known.id, { kind: "person", id: actor.id }));
  });
}

/** @returns false where somebody did it before */
export async function resumeSending(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const known = await deleteUnreachable(tx, { id });
    if (!known) return false;
    await audit(tx, center.clock, entry(id, { kind: "official", id: official.id }));

    return true;
  });
}

function entry(id: string, actor: AuditActor) {
  return {
    action: "mail.resumed",
    actor,
    facilityId: null,
    subject: { kind: "mail-address", id },
  } as const;
}
