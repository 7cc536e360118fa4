/** The course of practice was gone through at a terminal: for the facility's checklist, and for no figure. */
import type { Practised } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { keepFinished } from "./store.ts";

export async function finishPractice(center: Center, actor: TerminalActor): Promise<Practised> {
  const { id: terminalId, facilityId } = actor;

  return transaction(center.db, async (tx) => {
    const course = { facilityId, terminalId, finishedAt: center.clock.now() };
    const { finishedAt, isNew } = await keepFinished(tx, course);
    if (isNew) {
      await audit(tx, center.clock, {
        action: "practice.finished",
        actor: { kind: "terminal", id: terminalId },
        facilityId,
        subject: { kind: "terminal", id: terminalId },
      });
    }

    return { finishedAt: finishedAt.toString() };
  });
}
