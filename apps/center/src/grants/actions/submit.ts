/** Submitting, and submitting a correction. Doing it twice does it once. */
import { newId, transaction } from "@madoguchi/platform";
import type { Letter, Tx } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { resolveReturn } from "../../desk/index.ts";
import { submittedMail } from "../mails.ts";
import type { MailedGrant } from "../mails.ts";
import { draftContent, introductionOf } from "../record.ts";
import type { GrantRecord } from "../record.ts";
import { grantAmount } from "../rules/amount.ts";
import { can, FORM_VERSION } from "../rules/application.ts";
import type { SubmitRefusal } from "../rules/application.ts";
import { changeApplication } from "../store/applications.ts";
import { insertSubmission } from "../store/submissions.ts";
import { lockEditable } from "./edit.ts";

export type SubmitResult =
  | { readonly kind: "submitted" }
  | { readonly kind: "not-found" }
  /** Something was saved after the confirmation page was shown. */
  | { readonly kind: "changed-elsewhere" }
  | { readonly kind: "refused"; readonly reason: SubmitRefusal };

/** @param version of the application that the person saw and confirmed */
export async function submitApplication(
  center: Center,
  actor: FacilityActor,
  id: string,
  version: number,
): Promise<SubmitResult> {
  return transaction(center.db, async (tx): Promise<SubmitResult> => {
    const now = center.clock.now();
    const found = await lockEditable(tx, actor, id, now);
    switch (found.kind) {
      case "not-found":
        return { kind: "not-found" };
      case "not-editable":
        // The button was pressed twice; the first press did it.
        return { kind: "submitted" };
      case "not-yet":
      case "too-late":
      case "correction-too-late":
        return { kind: "refused", reason: found.kind };
      case "editable":
        break;
    }
    const { record } = found;
    if (record.application.version !== version) {
      return { kind: "changed-elsewhere" };
    }
    const content = draftContent(record, now);
    const introduced = (await introductionOf(tx, record.facility)).complete;
    const allowed = can.submit(record.standing, content, introduced, now);
    if (allowed !== true) {
      return { kind: "refused", reason: allowed };
    }
    const { lines, account } = content;
    if (!lines || !account) {
      throw new Error("a submission that was allowed lacks a part");
    }
    const number = record.submissions.length + 1;
    await insertSubmission(tx, {
      id: newId(),
      applicationId: id,
      number,
      programmeId: record.programme.id,
      formVersion: FORM_VERSION,
      submittedAt: now,
      accountId: actor.id,
      facilityCode: record.facility.code,
      facilityName: record.facility.name,
      founder: record.facility.founder,
      account,
      lines,
      receipts: record.receipts,
    });
    await changeApplication(tx, record.application, { state: "submitted" }, now);
    if (number > 1) await resolveReturn(tx, { work: "grant", id }, now);
    const { amountYen } = grantAmount(record.programme, lines);
    await audit(tx, center.clock, {
      action: "grant.submitted",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "grant-application", id },
      detail: { number, amountYen, programme: record.programme.code },
    });
    const about = { again: number > 1, at: now, amountYen };
    await mailApplicant(tx, record, submittedMail(mailedGrant(center, record), about));

    return { kind: "submitted" };
  });
}

export function mailApplicant(
  tx: Tx,
  { facility }: Pick<GrantRecord, "facility">,
  letter: Letter,
): Promise<void> {
  return mailFacility(tx, facility.id, letter);
}

export function mailedGrant(
  { config }: Pick<Center, "config">,
  { facility, programme, application }: Pick<GrantRecord, "facility" | "programme" | "application">,
): MailedGrant {
  return {
    facilityName: facility.name,
    programmeName: programme.name,
    page: `${config.publicUrl}/grants/${application.id}`,
  };
}
