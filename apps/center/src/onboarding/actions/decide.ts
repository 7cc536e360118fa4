/** The official's half: approve with accounts, return with a reason, refuse with a reason. One decision, one transaction. */
import { transaction } from "@madoguchi/platform";
import type { Letter, Tx } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import {
  deciderOf,
  findReason,
  heldByOther,
  openReturnOf,
  resolveReturn,
  returnCase,
  settle,
} from "../../desk/index.ts";
import type { Claim, Decision, Held } from "../../desk/index.ts";
import { findFacility, isFacilityKind } from "../../facilities/index.ts";
import { issueAppAccount } from "../../terminals/index.ts";
import { contentOf } from "../form.ts";
import { approvedMail, refusedMail, returnedMail } from "../mails.ts";
import { can, decisionEvents, transitions } from "../rules.ts";
import {
  changeApplication,
  handedInAs,
  insertEvent,
  lockApplication,
} from "../store/applications.ts";
import type { UsageApplication } from "../store/applications.ts";

export type DecisionResult =
  | { readonly kind: "decided"; readonly how: "now" | "held" | "counted" }
  | { readonly kind: "already-yours" }
  | { readonly kind: "already-decided" }
  | { readonly kind: "changed-meanwhile" }
  /** A colleague works on it. */
  | { readonly kind: "held"; readonly claim: Claim }
  /** The form that was handed in cannot be read, so nobody knows what would be approved. */
  | { readonly kind: "unreadable" }
  | { readonly kind: "not-found" };

/** @param seen the application as the official saw it: id and version */
export async function decide(
  center: Center,
  actor: OfficialActor,
  seen: Pick<UsageApplication, "id" | "version">,
  decision: Decision,
): Promise<DecisionResult> {
  return transaction(center.db, async (tx): Promise<DecisionResult> => {
    const found = await findCase(tx, seen.id);
    if (!found) return { kind: "not-found" };
    const { application, facility, onDesk } = found;
    const now = center.clock.now();
    const open = await openReturnOf(tx, onDesk);
    if (can.decide(actor, application, decision.action, open?.deadline ?? null, now) !== true) {
      return { kind: "already-decided" };
    }
    if (decision.action === "approve" && !contentOf(facility.kind, application.form)) {
      return { kind: "unreadable" };
    }
    if (application.version !== seen.version) return { kind: "changed-meanwhile" };
    const claim = await heldByOther(tx, actor, onDesk, now);
    if (claim) {
      return { kind: "held", claim };
    }
    const settled = await settle(
      tx,
      center,
      actor,
      { ...onDesk, ...(await seenAs(tx, found)) },
      decision,
    );
    switch (settled.kind) {
      case "already-held":
        return { kind: "already-decided" };
      case "already-yours":
        return settled;
      case "now":
        await carryOut(tx, center, { kind: "official", id: actor.id }, found, decision);
    }

    return { kind: "decided", how: settled.kind };
  });
}

/** For a decision that was held. @returns false where the application is no longer as it was decided on */
export async function carryOutHeld(
  tx: Tx,
  center: Pick<Center, "config" | "clock">,
  held: Held,
): Promise<boolean> {
  const found = await findCase(tx, held.itemId);
  if (found?.application.version !== held.version) return false;
  await carryOut(tx, center, deciderOf(held), found, held.answer);

  return true;
}

type Found = NonNullable<Awaited<ReturnType<typeof findCase>>>;

/** Locked until the transaction ends. */
export async function findCase(tx: Tx, id: string) {
  const application = await lockApplication(tx, id);
  const facility = application && (await findFacility(tx, application.facilityId));
  if (!application || !facility || !isFacilityKind(facility.kind)) return null;
  const onDesk = { work: "usage-application", id, facilityId: facility.id } as const;

  return { application, facility: { ...facility, kind: facility.kind }, onDesk };
}

/** Approvals given to what was handed in before count no more. */
export async function seenAs(tx: Tx, { application: { id, version } }: Found) {
  return { version, aboutId: await handedInAs(tx, id) };
}

/** State, history, accounts, mail and audit together. */
async function carryOut(
  tx: Tx,
  center: Pick<Center, "config" | "clock">,
  by: AuditActor,
  { application, facility, onDesk }: Found,
  decision: Decision,
): Promise<void> {
  const now = center.clock.now();
  const state = transitions[application.state][decision.action];
  if (!state) throw new Error(`a ${application.state} application cannot ${decision.action}`);
  const change = decision.action === "return" ? { state } : { state, decidedAt: now };
  await changeApplication(tx, application, change, now);
  const event = {
    applicationId: application.id,
    at: now,
    ...(by.kind === "official"
      ? ({ role: "reviewer", actorId: by.id } as const)
      : ({ role: "rule", actorId: null } as const)),
  };
  const { publicUrl, objection } = center.config;
  const addressed = { facilityName: facility.name };
  let letter: Letter;
  let detail: Readonly<Record<string, string | number>> = {};
  switch (decision.action) {
    case "approve": {
      const count = contentOf(facility.kind, application.form)?.accountCount ?? 0;
      const userIds: string[] = [];
      while (userIds.length < count) {
        userIds.push(await issueAppAccount(tx, center.clock, facility.id, by));
      }
      await insertEvent(tx, { ...event, kind: "approved", form: null });
      letter = approvedMail(publicUrl, { ...addressed, userIds, isByRule: by.kind === "system" });
      detail = { accounts: count };
      break;
    }
    case "return": {
      const returned = await returnCase(tx, by, onDesk, decision.points, now);
      await insertEvent(tx, { ...event, kind: "returned", returnId: returned.id, form: null });
      letter = returnedMail(publicUrl, { ...addressed, returned });
      detail = { code: returned.points[0]?.code ?? "" };
      break;
    }
    case "refuse": {
      const { code, reason: text } = decision;
      const refusal = await findReason(tx, onDesk.work, "refuse", code);
      await resolveReturn(tx, onDesk, now);
      await insertEvent(tx, {
        ...event,
        kind: "refused",
        reason: text,
        reasonCode: code,
        form: null,
      });
      letter = refusedMail(publicUrl, { ...addressed, refusal, text, objection });
      detail = { code };
      break;
    }
  }
  await mailFacility(tx, facility.id, letter);
  await audit(tx, center.clock, {
    action: `usage-application.${decisionEvents[decision.action]}`,
    actor: by,
    facilityId: facility.id,
    subject: { kind: "usage-application", id: application.id },
    // The reason is free text and may name people: it stays with the event.
    detail,
  });
}
