/** The applicant's half: typing, saving, handing in. */
import { tokyoDate } from "@madoguchi/notation";
import { enqueue, newId, transaction } from "@madoguchi/platform";
import type { FieldErrors, FormValues, Tx } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { resolveReturn } from "../../desk/index.ts";
import { findFacility, isFacilityKind } from "../../facilities/index.ts";
import { FORM_VERSION, readApplication } from "../form.ts";
import { submittedMail } from "../mails.ts";
import { REVIEW_WINDOW_DAYS, expectationOf } from "../review-time.ts";
import { can } from "../rules.ts";
import {
  changeApplication,
  currentApplication,
  insertApplication,
  insertEvent,
} from "../store/applications.ts";
import { reviewTimes } from "../store/review-times.ts";
import { straightTermsOn } from "../straight/store.ts";
import { isSameForm } from "../../shell/autosave.ts";

export type SaveResult =
  | { readonly kind: "saved" }
  /** Somebody of the same facility saved in between, or it is not theirs to change any more. */
  | { readonly kind: "changed-meanwhile" };

/**
 * @param version what the person saw; 0 where there was no application yet
 * @param how `byItself` when nobody pressed a button: then only the beginning of a draft is on record, not each pause in typing
 */
export async function saveDraft(
  center: Center,
  actor: FacilityActor,
  version: number,
  form: FormValues,
  how: { readonly byItself: boolean } = { byItself: false },
): Promise<SaveResult> {
  return transaction(center.db, async (tx): Promise<SaveResult> => {
    const now = center.clock.now();
    const application = await currentApplication(tx, actor.facilityId);
    if (!application || application.state === "refused") {
      if (version !== 0) {
        return { kind: "changed-meanwhile" };
      }
      const id = newId();
      const inserted = await insertApplication(tx, {
        id,
        facilityId: actor.facilityId,
        state: "draft",
        form: JSON.stringify(form),
        formVersion: FORM_VERSION,
        createdAt: now,
        updatedAt: now,
        submittedAt: null,
        decidedAt: null,
      });

      return inserted ? recordSaved(tx, center, actor, id) : { kind: "changed-meanwhile" };
    }
    if (can.save(actor, application) !== true) {
      return { kind: "changed-meanwhile" };
    }
    // The same once more, because the answer was lost on its way: it was saved then.
    if (application.version > version && isSameForm(application.form, form)) {
      return { kind: "saved" };
    }
    const saved = await changeApplication(tx, { id: application.id, version }, { form }, now);
    if (!saved) {
      return { kind: "changed-meanwhile" };
    }

    return how.byItself ? { kind: "saved" } : recordSaved(tx, center, actor, application.id);
  });
}

async function recordSaved(
  tx: Tx,
  center: Center,
  actor: FacilityActor,
  id: string,
): Promise<SaveResult> {
  await audit(tx, center.clock, {
    action: "usage-application.saved",
    actor: { kind: "person", id: actor.id },
    facilityId: actor.facilityId,
    subject: { kind: "usage-application", id },
  });

  return { kind: "saved" };
}

export type SubmitResult =
  /** Also when it had been handed in already: two clicks are one wish. */
  | { readonly kind: "submitted" }
  | { readonly kind: "invalid"; readonly errors: FieldErrors }
  | { readonly kind: "changed-meanwhile" }
  | { readonly kind: "nothing-to-submit" };

export async function submitApplication(
  center: Center,
  actor: FacilityActor,
  version: number,
): Promise<SubmitResult> {
  return transaction(center.db, async (tx): Promise<SubmitResult> => {
    const now = center.clock.now();
    const application = await currentApplication(tx, actor.facilityId);
    const facility = await findFacility(tx, actor.facilityId);
    const times = await reviewTimes(tx, now.subtract({ hours: REVIEW_WINDOW_DAYS * 24 }));
    if (!application || !facility || !isFacilityKind(facility.kind)) {
      return { kind: "nothing-to-submit" };
    }
    if (can.submit(actor, application) !== true) {
      return { kind: "submitted" };
    }
    const form = readApplication(facility.kind, application.form, now);
    if (!form.ok) {
      return { kind: "invalid", errors: form.errors };
    }
    const changed = await changeApplication(
      tx,
      { id: application.id, version },
      { state: "submitted", submittedAt: now },
      now,
    );
    if (!changed) {
      return { kind: "changed-meanwhile" };
    }
    await insertEvent(tx, {
      applicationId: application.id,
      at: now,
      kind: "submitted",
      role: "applicant",
      actorId: actor.id,
      form: application.form,
    });
    await resolveReturn(tx, { work: "usage-application", id: application.id }, now);
    const { isOn: isPartlyAutomatic } = await straightTermsOn(tx, facility.kind, tokyoDate(now));
    if (isPartlyAutomatic) await enqueue(tx, "judge-usage-application", { id: application.id });
    await mailFacility(
      tx,
      facility.id,
      submittedMail(center.config.publicUrl, {
        facilityName: facility.name,
        again: application.state === "returned",
        submittedAt: now,
        content: form.value,
        expectation: expectationOf(times),
        isPartlyAutomatic,
      }),
    );
    await audit(tx, center.clock, {
      action: "usage-application.submitted",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "usage-application", id: application.id },
      detail: { again: application.state === "returned" },
    });

    return { kind: "submitted" };
  });
}
