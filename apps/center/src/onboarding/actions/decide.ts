/** The official's half: approve with accounts, return with a reason, refuse with a reason. One decision, one transaction. */
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
import { findFacility, isFacilityKind } from "../../facilities/index.ts";
import { issueAppAccount } from "../../terminals/index.ts";
import { contentOf } from "../form.ts";
import { approvedMail, refusedMail, returnedMail } from "../mails.ts";
import { can, decisionEvents, transitions } from "../rules.ts";
import { changeApplication, findApplication, insertEvent } from "../store/applications.ts";
import type { UsageApplication } from "../store/applications.ts";

export type Decision = { readonly action: "approve" } | Answer;

export type DecisionResult =
  | { readonly kind: "decided" }
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
    const claim = await heldByOther(tx, actor, onDesk, now);
    if (claim) {
      return { kind: "held", claim };
    }
    if (!(await carryOut(tx, center, actor, { ...found, version: seen.version }, decision))) {
      return { kind: "changed-meanwhile" };
    }
    await clearFromDesk(tx, actor, onDesk);

    return { kind: "decided" };
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof findCase>>>;

async function findCase(tx: Tx, id: string) {
  const application = await findApplication(tx, id);
  const facility = application && (await findFacility(tx, application.facilityId));
  if (!application || !facility || !isFacilityKind(facility.kind)) return null;
  const onDesk = { work: "usage-application", id, facilityId: facility.id } as const;

  return { application, facility: { ...facility, kind: facility.kind }, onDesk };
}

/** State, history, accounts, mail and audit together. @returns false where somebody changed it since that version */
async function carryOut(
  tx: Tx,
  center: Center,
  actor: OfficialActor,
  { application, facility, onDesk, version }: Found & { readonly version: number },
  decision: Decision,
): Promise<boolean> {
  const now = center.clock.now();
  const state = transitions[application.state][decision.action];
  if (!state) return false;
  const change = decision.action === "return" ? { state } : { state, decidedAt: now };
  if (!(await changeApplication(tx, { id: application.id, version }, change, now))) return false;
  const event = {
    applicationId: application.id,
    at: now,
    role: "reviewer",
    actorId: actor.id,
  } as const;
  const { publicUrl, objection } = center.config;
  const addressed = { facilityName: facility.name };
  let letter: Letter;
  let detail: Readonly<Record<string, string | number>> = {};
  switch (decision.action) {
    case "approve": {
      const count = contentOf(facility.kind, application.form)?.accountCount ?? 0;
      const userIds: string[] = [];
      while (userIds.length < count) {
        userIds.push(await issueAppAccount(tx, center.clock, facility.id, actor));
      }
      await insertEvent(tx, { ...event, kind: "approved", form: null });
      letter = approvedMail(publicUrl, { ...addressed, userIds });
      detail = { accounts: count };
      break;
    }
    case "return": {
      const returned = await returnCase(tx, actor, onDesk, decision.points, now);
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
    actor: { kind: "official", id: actor.id },
    facilityId: facility.id,
    subject: { kind: "usage-application", id: application.id },
    // The reason is free text and may name people: it stays with the event.
    detail,
  });

  return true;
}
