/** The official's half: confirm what must agree with the lists, return it, or refuse it. One decision, one transaction. */
import { transaction } from "@madoguchi/platform";
import type { Letter, Tx } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import {
  findReason,
  heldByOther,
  openReturnOf,
  resolveReturn,
  returnCase,
  settle,
} from "../../desk/index.ts";
import type { Claim, Decision, Held } from "../../desk/index.ts";
import { findFacility } from "../../facilities/index.ts";
import { codeProblem } from "../code.ts";
import { approvedMail, refusedMail, returnedMail } from "../mails.ts";
import { can, decisionEvents, transitions } from "../rules.ts";
import { changeProcedure, handedInAs, insertEvent, lockProcedure } from "../store.ts";
import type { Procedure } from "../store.ts";
import { schedule } from "./take-effect.ts";

export type DecisionResult =
  | { readonly kind: "decided"; readonly how: "now" | "held" | "counted" }
  | { readonly kind: "already-decided" }
  | { readonly kind: "not-found" }
  /** A colleague works on it. */
  | { readonly kind: "held"; readonly claim: Claim }
  /** Meanwhile the new code is somebody else's. */
  | { readonly kind: "code-taken"; readonly message: string };

/** @param seen the procedure as the official saw it: id and version */
export async function decide(
  center: Center,
  actor: OfficialActor,
  seen: Pick<Procedure, "id" | "version">,
  decision: Decision,
): Promise<DecisionResult> {
  return transaction(center.db, async (tx): Promise<DecisionResult> => {
    const found = await findCase(tx, seen.id);
    if (!found) return { kind: "not-found" };
    const { procedure, facility, onDesk } = found;
    const now = center.clock.now();
    const open = await openReturnOf(tx, onDesk);
    if (can.decide(actor, procedure, decision.action, open?.deadline ?? null, now) !== true) {
      return { kind: "already-decided" };
    }
    const message =
      decision.action === "approve" && procedure.kind === "code"
        ? await codeProblem(tx, facility, procedure.change.code ?? "")
        : null;
    if (message !== null) {
      return { kind: "code-taken", message };
    }
    if (procedure.version !== seen.version) return { kind: "already-decided" };
    const claim = await heldByOther(tx, actor, onDesk, now);
    if (claim) {
      return { kind: "held", claim };
    }
    const aboutId = await handedInAs(tx, procedure.id);
    const decided = { ...onDesk, version: seen.version, aboutId };
    const settled = await settle(tx, center, actor, decided, decision);
    switch (settled.kind) {
      case "already-held":
      case "already-yours":
        return { kind: "already-decided" };
      case "now":
        await carryOut(tx, center, actor.id, found, decision);
    }

    return { kind: "decided", how: settled.kind };
  });
}

/** For a decision that was held. @returns false where the procedure is no longer as it was decided on */
export async function carryOutHeld(
  tx: Tx,
  center: Pick<Center, "config" | "clock">,
  { itemId, version, officialId, answer }: Held,
): Promise<boolean> {
  if (officialId === null) throw new Error("no rule decides procedures");
  const found = await findCase(tx, itemId);
  if (found?.procedure.version !== version) return false;
  const { kind, change } = found.procedure;
  // Somebody else may have taken the code while the decision was held.
  if (
    answer.action === "approve" &&
    kind === "code" &&
    (await codeProblem(tx, found.facility, change.code ?? "")) !== null
  ) {
    return false;
  }
  await carryOut(tx, center, officialId, found, answer);

  return true;
}

type Found = NonNullable<Awaited<ReturnType<typeof findCase>>>;

async function findCase(tx: Tx, id: string) {
  const procedure = await lockProcedure(tx, id);
  const facility = procedure && (await findFacility(tx, procedure.facilityId));
  if (!procedure || !facility) return null;

  return {
    procedure,
    facility,
    onDesk: { work: "procedure", id, facilityId: facility.id } as const,
  };
}

/** State, history, mail and audit together. */
async function carryOut(
  tx: Tx,
  center: Pick<Center, "config" | "clock">,
  officialId: string,
  { procedure, facility, onDesk }: Found,
  decision: Decision,
): Promise<void> {
  const now = center.clock.now();
  const { id, version } = procedure;
  const state = transitions[procedure.state][decision.action];
  if (!state) throw new Error(`a ${procedure.state} procedure cannot ${decision.action}`);
  await changeProcedure(tx, procedure, { state }, now);
  const event = { procedureId: id, at: now, role: "reviewer", actorId: officialId } as const;
  const { publicUrl, objection } = center.config;
  const addressed = { procedure, facility };
  let letter: Letter;
  switch (decision.action) {
    case "approve":
      await insertEvent(tx, { ...event, kind: "approved" });
      letter = approvedMail(publicUrl, addressed);
      break;
    case "return": {
      const returned = await returnCase(tx, { id: officialId }, onDesk, decision.points, now);
      await insertEvent(tx, { ...event, kind: "returned", returnId: returned.id });
      letter = returnedMail(publicUrl, { ...addressed, returned });
      break;
    }
    case "refuse": {
      const { code: reasonCode, reason } = decision;
      const refusal = await findReason(tx, onDesk.work, "refuse", reasonCode);
      await resolveReturn(tx, onDesk, now);
      await insertEvent(tx, { ...event, kind: "refused", reason, reasonCode });
      letter = refusedMail(publicUrl, { ...addressed, refusal, text: reason, objection });
      break;
    }
  }
  await audit(tx, center.clock, {
    action: `facility-procedure.${decisionEvents[decision.action]}`,
    actor: { kind: "official", id: officialId },
    facilityId: facility.id,
    subject: { kind: "facility-procedure", id },
    // The reason is free text and may name people: it stays with the event.
    detail: { kind: procedure.kind },
  });
  await mailFacility(tx, facility.id, letter);
  if (decision.action === "approve") {
    await schedule(tx, center, { ...procedure, state, version: version + 1 });
  }
}
