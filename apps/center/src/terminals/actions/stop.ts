/** Stopping what must not be used: an account with all its terminals, for a time; one terminal, for good. */
import { transaction } from "@madoguchi/platform";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { can } from "../rules.ts";
import { changeAppAccount, findAppAccount, removeTerminalRow } from "../store/terminals.ts";

/** `done` also when it was so already: two clicks are one wish. */
export async function setStopped(
  center: Center,
  actor: FacilityActor,
  accountId: string,
  stopped: boolean,
): Promise<"done" | "not-found"> {
  return transaction(center.db, async (tx) => {
    const account = await findAppAccount(tx, actor.facilityId, accountId);
    if (!account) {
      return "not-found";
    }
    const changed =
      can(stopped ? "stop" : "resume", account) &&
      (await changeAppAccount(tx, account, { stoppedAt: stopped ? center.clock.now() : null }));
    if (changed) {
      await audit(tx, center.clock, {
        action: stopped ? "app-account.stopped" : "app-account.resumed",
        actor: { kind: "person", id: actor.id },
        facilityId: actor.facilityId,
        subject: { kind: "app-account", id: account.id },
        detail: { userId: account.userId },
      });
    }

    return "done";
  });
}

export async function removeTerminal(
  center: Center,
  actor: FacilityActor,
  terminalId: string,
): Promise<"done" | "not-found"> {
  return transaction(center.db, async (tx) => {
    const removed = await removeTerminalRow(tx, actor.facilityId, terminalId, center.clock.now());
    if (!removed) {
      return "not-found";
    }
    await audit(tx, center.clock, {
      action: "terminal.removed",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "terminal", id: terminalId },
      detail: { kind: removed.kind },
    });

    return "done";
  });
}
