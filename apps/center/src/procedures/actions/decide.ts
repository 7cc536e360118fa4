/** The official's half: confirm what must agree with the lists, or return it with a reason. */
import { transaction } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { clearFromDesk, heldByOther } from "../../desk/index.ts";
import type { Claim } from "../../desk/index.ts";
import { findFacility } from "../../facilities/index.ts";
import { codeProblem } from "../code.ts";
import { approvedMail, returnedMail } from "../mails.ts";
import { can, transitions } from "../rules.ts";
import { changeProcedure, findProcedure, insertEvent } from "../store.ts";
import type { Procedure } from "../store.ts";
import { schedule } from "./take-effect.ts";

export type Decision =
  | { readonly action: "approve" }
  | { readonly action: "return"; readonly reason: string };

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
    const procedure = await findProcedure(tx, seen.id);
    const facility = procedure && (await findFacility(tx, procedure.facilityId));
    if (!procedure || !facility) {
      return { kind: "not-found" };
    }
    const state = transitions[procedure.state][decision.action];
    if (can.decide(actor, procedure, decision.action) !== true || !state) {
      return { kind: "already-decided" };
    }
    const message =
      decision.action === "approve" && procedure.kind === "code"
        ? await codeProblem(tx, facility, procedure.change.code ?? "")
        : null;
    if (message !== null) {
      return { kind: "code-taken", message };
    }
    const now = center.clock.now();
    const onDesk = { work: "procedure", id: procedure.id } as const;
    const claim = await heldByOther(tx, actor, onDesk, now);
    if (claim) {
      return { kind: "held", claim };
    }
    if (!(await changeProcedure(tx, seen, { state }, now))) {
      return { kind: "already-decided" };
    }
    await clearFromDesk(tx, actor, onDesk);
    const kind = decision.action === "approve" ? "approved" : "returned";
    await insertEvent(tx, {
      procedureId: procedure.id,
      at: now,
      kind,
      role: "reviewer",
      actorId: actor.id,
      reason: decision.action === "return" ? decision.reason : null,
    });
    await audit(tx, center.clock, {
      action: `facility-procedure.${kind}`,
      actor: { kind: "official", id: actor.id },
      facilityId: facility.id,
      subject: { kind: "facility-procedure", id: procedure.id },
      // The reason is free text and may name people: it stays with the event.
      detail: { kind: procedure.kind },
    });
    const { publicUrl } = center.config;
    const addressed = { procedure, facility };
    if (decision.action === "return") {
      const { reason } = decision;
      await mailFacility(tx, facility.id, returnedMail(publicUrl, { ...addressed, reason }));
    } else {
      await mailFacility(tx, facility.id, approvedMail(publicUrl, addressed));
      await schedule(tx, center, { ...procedure, state, version: seen.version + 1 });
    }

    return { kind: "decided" };
  });
}
