/** The official's half: confirm what must agree with the lists, return it, or refuse it. One decision, one transaction. */
import { transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { Letter, OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import {
  clearFromDesk,
  findReason,
  heldByOther,
  openReturnOf,
  resolveReturn,
  returnCase,
} from "../../desk/index.ts";
import type { Answer, Claim } from "../../desk/index.ts";
import { findFacility } from "../../facilities/index.ts";
import { codeProblem } from "../code.ts";
import { approvedMail, refusedMail, returnedMail } from "../mails.ts";
import { can, decisionEvents, transitions } from "../rules.ts";
import { changeProcedure, findProcedure, insertEvent } from "../store.ts";
import type { Procedure } from "../store.ts";
import { schedule } from "./take-effect.ts";

export type Decision = { readonly action: "approve" } | Answer;

export type DecisionResult =
  | { readonly kind: "decided" }
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
    const claim = await heldByOther(tx, actor, onDesk, now);
    if (claim) {
      return { kind: "held", claim };
    }
    if (!(await carryOut(tx, center, actor, { ...found, version: seen.version }, decision))) {
      return { kind: "already-decided" };
    }
    await clearFromDesk(tx, actor, onDesk);

    return { kind: "decided" };
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof findCase>>>;

async function findCase(tx: Tx, id: string) {
  const procedure = await findProcedure(tx, id);
  const facility = procedure && (await findFacility(tx, procedure.facilityId));
  if (!procedure || !facility) return null;

  return {
    procedure,
    facility,
    onDesk: { work: "procedure", id, facilityId: facility.id } as const,
  };
}

/** State, history, mail and audit together. @returns false where somebody changed it since that version */
async function carryOut(
  tx: Tx,
  center: Center,
  actor: OfficialActor,
  { procedure, facility, onDesk, version }: Found & { readonly version: number },
  decision: Decision,
): Promise<boolean> {
  const now = center.clock.now();
  const { id } = procedure;
  const state = transitions[procedure.state][decision.action];
  if (!state || !(await changeProcedure(tx, { id, version }, { state }, now))) return false;
  const event = { procedureId: id, at: now, role: "reviewer", actorId: actor.id } as const;
  const { publicUrl, objection } = center.config;
  const addressed = { procedure, facility };
  let letter: Letter;
  switch (decision.action) {
    case "approve":
      await insertEvent(tx, { ...event, kind: "approved" });
      letter = approvedMail(publicUrl, addressed);
      break;
    case "return": {
      const returned = await returnCase(tx, actor, onDesk, decision.points, now);
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
    actor: { kind: "official", id: actor.id },
    facilityId: facility.id,
    subject: { kind: "facility-procedure", id },
    // The reason is free text and may name people: it stays with the event.
    detail: { kind: procedure.kind },
  });
  await mailFacility(tx, facility.id, letter);
  if (decision.action === "approve") {
    await schedule(tx, center, { ...procedure, state, version: version + 1 });
  }

  return true;
}
