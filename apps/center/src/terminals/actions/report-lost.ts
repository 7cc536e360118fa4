/** A device that is in unknown hands: it and its account stop at once, in one step. */
import { transaction } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { lostMail } from "../mails.ts";
import { can } from "../rules.ts";
import { changeAppAccount, findAppAccount, removeTerminalRow } from "../store/terminals.ts";

/** `done` also when it was reported already: two clicks are one wish. */
export async function reportLost(
  center: Center,
  actor: FacilityActor,
  terminalId: string,
): Promise<"done" | "not-found"> {
  return transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const lost = await removeTerminalRow(tx, actor.facilityId, terminalId, now, true);
    const account = lost && (await findAppAccount(tx, actor.facilityId, lost.appAccountId));
    if (!lost || !account) {
      return "not-found";
    }
    // Who has the device may have seen the values, too.
    const stopped =
      can("stop", account) && (await changeAppAccount(tx, account, { stoppedAt: now }));
    await audit(tx, center.clock, {
      action: "terminal.reported-lost",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "terminal", id: terminalId },
      detail: { kind: lost.kind, userId: account.userId, accountStopped: stopped },
    });
    await mailFacility(
      tx,
      actor.facilityId,
      lostMail(center.config.publicUrl, actor, now, lost, account.userId),
    );

    return "done";
  });
}
