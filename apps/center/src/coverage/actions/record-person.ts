/** 被保険者: who they are, as an insurer says, and whether questions about them are answered at all. */
import { transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import { can } from "../rules/changes.ts";
import { saySame } from "../rules/registry.ts";
import type { PersonFacts, PersonRecord } from "../rules/registry.ts";
import { lockRegistered } from "../store/read.ts";
import { deleteSuspension } from "../store/suspensions.ts";
import { putPeople } from "../store/write.ts";
import { auditChange, changePerson } from "./change.ts";
import type { Change, Registry, UnknownPerson } from "./change.ts";

export type PersonChange =
  | { readonly kind: "written" | "unchanged" }
  | { readonly kind: "refused"; readonly reason: "not-allowed" }
  | UnknownPerson;

/** @param person their id with it, so that a repeated call finds the same person */
export async function registerPerson(
  center: Registry,
  actor: AuditActor,
  person: PersonFacts & { readonly id: string },
): Promise<PersonChange | { readonly kind: "known-otherwise" }> {
  return transaction(center.db, async (tx) => {
    const allowed = can.correctPerson(actor);
    if (allowed !== true) {
      return { kind: "refused", reason: allowed };
    }
    const now = center.clock.now();
    const known = await lockRegistered(tx, person.id);
    if (known) {
      const same = saySame(known.person, { ...known.person, ...person });

      return { kind: same ? "unchanged" : "known-otherwise" };
    }
    await putPeople(tx, [{ ...person, suspendedAt: null, recordedAt: now }]);
    await audit(tx, center.clock, {
      action: "person.registered",
      actor,
      facilityId: null,
      subject: { kind: "person", id: person.id },
    });

    return { kind: "written" };
  });
}

/** 照会停止中: nothing is answered about this person until the insurer has confirmed who it is. */
export async function suspendPerson(
  center: Registry,
  actor: AuditActor,
  personId: string,
): Promise<PersonChange> {
  return changePerson(center, actor, personId, async (change) => {
    const { person } = change.known;
    const allowed = can.suspend(actor, person);

    return allowed === true
      ? write(change, "person.suspended", { ...person, suspendedAt: change.recordedAt })
      : outcomeOf(allowed);
  });
}

export async function resumePerson(
  center: Registry,
  actor: AuditActor,
  personId: string,
): Promise<PersonChange> {
  return changePerson(center, actor, personId, async (change) => {
    const { person } = change.known;
    const allowed = can.resume(actor, person);

    if (allowed !== true) return outcomeOf(allowed);
    await deleteSuspension(change.tx, personId);

    return write(change, "person.resumed", { ...person, suspendedAt: null });
  });
}

/** Other facts in the place of those that were wrong; what we said before stays known. */
export async function correctPerson(
  center: Registry,
  actor: AuditActor,
  personId: string,
  facts: PersonFacts,
): Promise<PersonChange> {
  return changePerson(center, actor, personId, async (change) => {
    const { person } = change.known;
    const after = { ...person, ...facts };
    if (saySame(person, after)) {
      return { kind: "unchanged" };
    }
    const allowed = can.correctPerson(actor);

    return allowed === true ? write(change, "person.corrected", after) : outcomeOf(allowed);
  });
}

async function write(
  change: Change,
  action: "person.suspended" | "person.resumed" | "person.corrected",
  person: PersonRecord,
): Promise<PersonChange> {
  await putPeople(change.tx, [{ ...person, recordedAt: change.recordedAt }]);
  await auditChange(change, { action });

  return { kind: "written" };
}

function outcomeOf(denied: "unchanged" | "not-allowed"): PersonChange {
  return denied === "unchanged" ? { kind: "unchanged" } : { kind: "refused", reason: denied };
}
