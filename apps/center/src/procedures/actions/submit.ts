/** The facility's half: notifying, mending what was returned, taking back. */
import { tokyoToday } from "@madoguchi/notation";
import { newId, transaction } from "@madoguchi/platform";
import type { FieldErrors, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { mailFacility } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { resolveReturn } from "../../desk/index.ts";
import { findFacility } from "../../facilities/index.ts";
import type { Facility } from "../../facilities/index.ts";
import { codeProblem } from "../code.ts";
import { submittedMail } from "../mails.ts";
import { can, dayProblem, needsApproval, possible } from "../rules.ts";
import type { ProcedureChange, ProcedureKind } from "../rules.ts";
import { situationOf } from "../situation.ts";
import {
  changeProcedure,
  findProcedure,
  insertEvent,
  insertProcedure,
  proceduresOf,
} from "../store.ts";
import type { Procedure } from "../store.ts";
import { schedule, unschedule } from "./take-effect.ts";

export type Notification = {
  readonly kind: ProcedureKind;
  readonly effectiveOn: Temporal.PlainDate;
  readonly change: ProcedureChange;
  /** What was returned and is handed in again. */
  readonly again: Pick<Procedure, "id" | "version"> | null;
};

export type SubmitResult =
  | { readonly kind: "submitted"; readonly id: string }
  | { readonly kind: "not-now"; readonly message: string }
  | { readonly kind: "invalid"; readonly errors: FieldErrors }
  | { readonly kind: "changed-meanwhile" };

export async function submitProcedure(
  center: Center,
  actor: FacilityActor,
  notification: Notification,
): Promise<SubmitResult> {
  return transaction(center.db, async (tx): Promise<SubmitResult> => {
    const facility = await findFacility(tx, actor.facilityId);
    if (!facility) {
      return { kind: "changed-meanwhile" };
    }
    const refusal = await refusalOf(tx, center, facility, notification);
    if (refusal) {
      return refusal;
    }
    const procedure = await put(tx, center, actor, notification);
    if (!procedure) {
      return { kind: "changed-meanwhile" };
    }
    await record(tx, center, actor, procedure, "submitted");
    await mailFacility(
      tx,
      facility.id,
      submittedMail(center.config.publicUrl, { procedure, facility }),
    );
    if (procedure.state === "scheduled") {
      await schedule(tx, center, procedure);
    }

    return { kind: "submitted", id: procedure.id };
  });
}

/** What cannot be notified; null where all is well. The page that previews it asks the same. */
export async function refusalOf(
  executor: Parameters<typeof situationOf>[0],
  center: Center,
  facility: Facility,
  { kind, effectiveOn, change, again }: Notification,
): Promise<Extract<SubmitResult, { kind: "not-now" | "invalid" }> | null> {
  const situation = await situationOf(executor, facility, again?.id ?? null);
  const today = tokyoToday(center.clock);
  const allowed = possible(kind, situation, today);
  if (allowed !== true) {
    return { kind: "not-now", message: allowed };
  }
  const day = dayProblem(kind, effectiveOn, situation, today);
  const code = kind === "code" ? await codeProblem(executor, facility, change.code ?? "") : null;
  const errors = {
    ...(code === null ? {} : { code }),
    ...(day === null ? {} : { effectiveOn: day }),
  };

  return Object.keys(errors).length === 0 ? null : { kind: "invalid", errors };
}

/** A new row, or the returned one again. @returns undefined when somebody was quicker */
async function put(
  tx: Tx,
  center: Center,
  actor: FacilityActor,
  { kind, effectiveOn, change, again }: Notification,
): Promise<Procedure | undefined> {
  const now = center.clock.now();
  const state = needsApproval(kind, change) ? "waiting" : "scheduled";
  if (!again) {
    const id = newId();
    const row = { id, facilityId: actor.facilityId, kind, state, effectiveOn, change } as const;

    return (await insertProcedure(tx, row, now)) ? findProcedure(tx, id) : undefined;
  }
  const returned = await findProcedure(tx, again.id);
  const changed =
    returned?.kind === kind &&
    can.resubmit(actor, returned) === true &&
    (await changeProcedure(tx, again, { state, effectiveOn, change, submittedAt: now }, now));

  return changed ? findProcedure(tx, again.id) : undefined;
}

async function record(
  tx: Tx,
  center: Center,
  actor: FacilityActor,
  procedure: Procedure,
  kind: "submitted" | "withdrawn",
): Promise<void> {
  await insertEvent(tx, {
    procedureId: procedure.id,
    at: center.clock.now(),
    kind,
    role: "applicant",
    actorId: actor.id,
  });
  await resolveReturn(tx, { work: "procedure", id: procedure.id }, center.clock.now());
  await audit(tx, center.clock, {
    action: `facility-procedure.${kind}`,
    actor: { kind: "person", id: actor.id },
    facilityId: procedure.facilityId,
    subject: { kind: "facility-procedure", id: procedure.id },
    // The new values may name somebody: they stay with the procedure.
    detail: { kind: procedure.kind, effectiveOn: procedure.effectiveOn.toString() },
  });
}

/** `done` also when it was taken back already: two clicks are one wish. */
export async function withdrawProcedure(
  center: Center,
  actor: FacilityActor,
  id: string,
): Promise<"done" | "too-late" | "resume-first" | "not-found"> {
  return transaction(center.db, async (tx) => {
    const procedure = await findProcedure(tx, id);
    if (procedure?.facilityId !== actor.facilityId) {
      return "not-found";
    }
    if (procedure.state === "withdrawn") {
      return "done";
    }
    if (can.withdraw(actor, procedure) !== true) {
      return "too-late";
    }
    // 再開 of a 休止 that never was.
    const others = await proceduresOf(tx, actor.facilityId);
    if (
      procedure.kind === "suspend" &&
      others.some(({ kind, state }) => kind === "resume" && state === "scheduled")
    ) {
      return "resume-first";
    }
    if (!(await changeProcedure(tx, procedure, { state: "withdrawn" }, center.clock.now()))) {
      return "too-late";
    }
    if (procedure.state === "scheduled") {
      await unschedule(tx, procedure);
    }
    await record(tx, center, actor, procedure, "withdrawn");

    return "done";
  });
}
