/** The official's half: approve with accounts, return with a reason, refuse with a reason. One decision, one transaction. */
import { transaction } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { Letter, OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { clearFromDesk, heldByOther } from "../../desk/index.ts";
import type { Claim } from "../../desk/index.ts";
import { findFacility, isFacilityKind } from "../../facilities/index.ts";
import { issueAppAccount } from "../../terminals/index.ts";
import { contentOf } from "../form.ts";
import type { FieldName } from "../form.ts";
import { approvedMail, refusedMail, returnedMail } from "../mails.ts";
import { can, decisionEvents, transitions } from "../rules.ts";
import { changeApplication, findApplication, insertEvent } from "../store/applications.ts";
import type { Remarks, UsageApplication } from "../store/applications.ts";

export type Decision =
  | { readonly action: "approve" }
  | {
      readonly action: "return";
      readonly reason: string;
      /** Those that need change; every field with a remark is one of them. */
      readonly fields: readonly FieldName[];
      readonly remarks: Remarks;
    }
  | { readonly action: "refuse"; readonly reason: string };

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
    const application = await findApplication(tx, seen.id);
    const facility = application && (await findFacility(tx, application.facilityId));
    if (!application || !facility || !isFacilityKind(facility.kind)) {
      return { kind: "not-found" };
    }
    const state = transitions[application.state][decision.action];
    if (can.decide(actor, application, decision.action) !== true || !state) {
      return { kind: "already-decided" };
    }
    const content = contentOf(facility.kind, application.form);
    if (decision.action === "approve" && !content) {
      return { kind: "unreadable" };
    }
    const now = center.clock.now();
    const onDesk = { work: "usage-application", id: application.id } as const;
    const claim = await heldByOther(tx, actor, onDesk, now);
    if (claim) {
      return { kind: "held", claim };
    }
    const change = decision.action === "return" ? { state } : { state, decidedAt: now };
    if (!(await changeApplication(tx, seen, change, now))) {
      return { kind: "changed-meanwhile" };
    }
    await clearFromDesk(tx, actor, onDesk);
    await insertEvent(tx, {
      applicationId: application.id,
      at: now,
      kind: decisionEvents[decision.action],
      role: "reviewer",
      actorId: actor.id,
      reason: decision.action === "approve" ? null : decision.reason,
      fields: decision.action === "return" ? decision.fields : [],
      remarks: decision.action === "return" ? decision.remarks : {},
      form: null,
    });
    const accounts = decision.action === "approve" ? (content?.accountCount ?? 0) : 0;
    const userIds: string[] = [];
    while (userIds.length < accounts) {
      userIds.push(await issueAppAccount(tx, center.clock, facility.id, actor));
    }
    const addressed = { facilityName: facility.name, userIds };
    await mailFacility(tx, facility.id, letterFor(center, decision, addressed));
    await audit(tx, center.clock, {
      action: `usage-application.${decisionEvents[decision.action]}`,
      actor: { kind: "official", id: actor.id },
      facilityId: facility.id,
      subject: { kind: "usage-application", id: application.id },
      // The reason is free text and may name people: it stays with the event.
      detail: decision.action === "approve" ? { accounts } : {},
    });

    return { kind: "decided" };
  });
}

type Addressed = { readonly facilityName: string; readonly userIds: readonly string[] };

function letterFor(center: Center, decision: Decision, addressed: Addressed): Letter {
  const { publicUrl } = center.config;
  switch (decision.action) {
    case "approve":
      return approvedMail(publicUrl, addressed);
    case "return":
      return returnedMail(publicUrl, { ...addressed, ...decision });
    case "refuse":
      return refusedMail(publicUrl, { ...addressed, ...decision });
  }
}
