/** An official mends what is no declaration of the applicant's. Form, history, mail and audit together; approvals given before count no more. */
import { transaction } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { heldByOther, heldOf } from "../../desk/index.ts";
import { answerText, contentOf, correctableFields } from "../form.ts";
import { correctedMail } from "../mails.ts";
import { can } from "../rules.ts";
import { changeApplication, insertEvent } from "../store/applications.ts";
import type { UsageApplication } from "../store/applications.ts";
import { findCase } from "./decide.ts";

export type CorrectResult =
  | "corrected"
  /** What was typed says what stood there. */
  | "nothing-changed"
  /** It was decided, or corrected, after the page was shown. */
  | "outdated"
  /** A colleague works on it. */
  | "held"
  | "not-found";

/** @param typed as the form has it; nothing but what may be corrected is taken from it */
export async function correctApplication(
  center: Center,
  actor: OfficialActor,
  seen: Pick<UsageApplication, "id" | "version">,
  typed: FormValues,
  reason: string,
): Promise<CorrectResult> {
  return transaction(center.db, async (tx): Promise<CorrectResult> => {
    const found = await findCase(tx, seen.id);
    if (!found) return "not-found";
    const { application, facility, onDesk } = found;
    const now = center.clock.now();
    const form = { ...application.form, ...correctableIn(typed) };
    const [before, after] = [application.form, form].map((each) => contentOf(facility.kind, each));
    const isOpen =
      can.correct(actor, application) === true &&
      application.version === seen.version &&
      !(await heldOf(tx, onDesk));
    if (!isOpen || !before || !after) return "outdated";
    if (await heldByOther(tx, actor, onDesk, now)) return "held";
    const changes = correctableFields
      .map((field) => ({
        field,
        before: answerText(before, field),
        after: answerText(after, field),
      }))
      .filter((change) => change.before !== change.after);
    if (changes.length === 0) return "nothing-changed";
    const corrected = { reason, changes };
    await changeApplication(tx, application, { form }, now);
    await insertEvent(tx, {
      applicationId: application.id,
      at: now,
      kind: "corrected",
      role: "reviewer",
      actorId: actor.id,
      form,
      correction: corrected,
    });
    const addressed = { facilityName: facility.name, corrected };
    await mailFacility(tx, facility.id, correctedMail(center.config.publicUrl, addressed));
    await audit(tx, center.clock, {
      action: "usage-application.corrected",
      actor: { kind: "official", id: actor.id },
      facilityId: facility.id,
      subject: { kind: "usage-application", id: application.id },
      detail: { fields: changes.map(({ field }) => field).join(",") },
    });

    return "corrected";
  });
}

/** A date stands in three fields. */
export function correctableIn(values: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) =>
      correctableFields.some((field) => name === field || name.startsWith(`${field}.`)),
    ),
  );
}
