/** Making and filling a draft, and mending what was returned. */
import { tokyoDate } from "@madoguchi/notation";
import type { FormValues, Tx } from "@madoguchi/platform";
import { newId, sqlState, transaction } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findFacility } from "../../facilities/index.ts";
import { isSameForm } from "../../shell/autosave.ts";
import { findRecord, introductionOf, recordOf } from "../record.ts";
import type { GrantRecord } from "../record.ts";
import { can } from "../rules/application.ts";
import type { EditRefusal } from "../rules/application.ts";
import { isExhausted } from "../rules/ledger.ts";
import { intakeAt } from "../rules/programme.ts";
import {
  applicationsOfFacility,
  applicationsUnderOldCode,
  changeApplication,
  insertApplication,
  lockApplication,
} from "../store/applications.ts";
import { balanceOf } from "../store/ledger.ts";
import { currentProgramme } from "../store/programmes.ts";

export type StartResult =
  | { readonly kind: "started"; readonly id: string }
  | { readonly kind: "not-introduced" }
  /** Not now, not for this kind of facility, or applied for under the code of before. */
  | { readonly kind: "not-open" };

/** One application a programme: a second start leads to the first one. */
export async function startApplication(
  center: Center,
  actor: FacilityActor,
  programmeCode: string,
): Promise<StartResult> {
  try {
    return await transaction(center.db, (tx) => start(tx, center, actor, programmeCode));
  } catch (error) {
    // Two windows started at once; the first one's application stands.
    if (sqlState(error) === "23505") {
      return transaction(center.db, (tx) => start(tx, center, actor, programmeCode));
    }
    throw error;
  }
}

async function start(
  tx: Tx,
  center: Center,
  actor: FacilityActor,
  programmeCode: string,
): Promise<StartResult> {
  const now = center.clock.now();
  const own = await applicationsOfFacility(tx, actor.facilityId);
  const standing = own.find((application) => application.programmeCode === programmeCode);
  if (standing && !can.start([standing])) {
    return { kind: "started", id: standing.id };
  }
  const earlier = await applicationsUnderOldCode(tx, actor.facilityId);
  if (!can.start(earlier.filter((application) => application.programmeCode === programmeCode))) {
    return { kind: "not-open" };
  }
  const programme = await currentProgramme(tx, programmeCode, tokyoDate(now));
  const facility = await findFacility(tx, actor.facilityId);
  const isFor = facility && programme?.facilityKinds.includes(facility.kind);
  if (!programme || !isFor || intakeAt(programme, now) !== "open") {
    return { kind: "not-open" };
  }
  if (
    programme.whenExhausted === "close" &&
    isExhausted(programme, await balanceOf(tx, programme.code, "available"))
  ) {
    return { kind: "not-open" };
  }
  if (!(await introductionOf(tx, facility)).complete) {
    return { kind: "not-introduced" };
  }
  const id = newId();
  await insertApplication(tx, {
    id,
    facilityId: actor.facilityId,
    programmeCode,
    state: "draft",
    once: programme.oncePerFacility,
    costsForm: {},
    accountForm: {},
    createdAt: now,
    updatedAt: now,
    version: 1,
  });
  await audit(tx, center.clock, {
    action: "grant.started",
    actor: { kind: "person", id: actor.id },
    facilityId: actor.facilityId,
    subject: { kind: "grant-application", id },
    detail: { programme: programmeCode, version: programme.version },
  });

  return { kind: "started", id };
}

export type SaveResult = "saved" | "changed-elsewhere" | "not-found" | EditRefusal;

/**
 * Keeps a form as typed, right or wrong.
 * @param version of the application when the form was shown; another one means that somebody saved meanwhile
 * @param how `byItself` when nobody pressed a button: not each pause in typing is put on record
 */
export async function saveForm(
  center: Center,
  actor: FacilityActor,
  id: string,
  version: number,
  change: { readonly costsForm: FormValues } | { readonly accountForm: FormValues },
  how: { readonly byItself: boolean } = { byItself: false },
): Promise<SaveResult> {
  return transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const found = await lockEditable(tx, actor, id, now);
    if (found.kind !== "editable") {
      return found.kind;
    }
    const { application } = found.record;
    if (application.version !== version) {
      const arrived =
        "costsForm" in change
          ? isSameForm(application.costsForm, change.costsForm)
          : isSameForm(application.accountForm, change.accountForm);

      return how.byItself && arrived ? "saved" : "changed-elsewhere";
    }
    await changeApplication(tx, application, change, now);
    if (how.byItself) {
      return "saved";
    }
    await audit(tx, center.clock, {
      action: "grant.saved",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "grant-application", id },
      detail: { part: "costsForm" in change ? "costs" : "account" },
    });

    return "saved";
  });
}

/** Whether this person may change the application now, without holding it: what was judged so is judged again. */
export async function editRefusal(
  center: Center,
  actor: FacilityActor,
  id: string,
): Promise<"not-found" | EditRefusal | null> {
  const now = center.clock.now();
  const record = await findRecord(center.db, id, now, actor.facilityId);
  const allowed = record ? can.edit(record.standing, now) : "not-found";

  return allowed === true ? null : allowed;
}

type Editable =
  | { readonly kind: "editable"; readonly record: GrantRecord }
  | { readonly kind: "not-found" | EditRefusal };

/** The application, held for this transaction, if this person may change it now. */
export async function lockEditable(
  tx: Tx,
  actor: FacilityActor,
  id: string,
  now: Temporal.Instant,
): Promise<Editable> {
  const application = await lockApplication(tx, id);
  if (!application || application.facilityId !== actor.facilityId) {
    return { kind: "not-found" };
  }
  const record = await recordOf(tx, application, now);
  const allowed = can.edit(record.standing, now);

  return allowed === true ? { kind: "editable", record } : { kind: allowed };
}
