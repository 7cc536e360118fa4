/** The frame of every change to one person: one transaction that holds the person, and a moment from which the change is known. */
import { transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { AuditActor, AuditEntry } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { knownFrom } from "../rules/registry.ts";
import type { Registered } from "../rules/registry.ts";
import { lockRegistered } from "../store/read.ts";

/** What a change needs of the center. */
export type Registry = Pick<Center, "db" | "clock">;

export type Change = {
  readonly tx: Tx;
  readonly center: Registry;
  readonly actor: AuditActor;
  readonly known: Registered;
  /** From when on the change is known. */
  readonly recordedAt: Temporal.Instant;
};

export type UnknownPerson = { readonly kind: "unknown-person" };

export async function changePerson<Result>(
  center: Registry,
  actor: AuditActor,
  personId: string,
  work: (change: Change) => Promise<Result>,
): Promise<Result | UnknownPerson> {
  return transaction(center.db, async (tx) => {
    const known = await lockRegistered(tx, personId);
    if (!known) {
      return { kind: "unknown-person" };
    }

    return work({ tx, center, actor, known, recordedAt: knownFrom(center.clock.now(), known) });
  });
}

/** Of the person, or of the coverage that the change is about. */
export async function auditChange(
  { tx, center, actor, known }: Change,
  entry: Pick<AuditEntry, "action" | "detail"> & {
    readonly coverageId?: string;
  },
): Promise<void> {
  const { action, coverageId, detail = {} } = entry;
  await audit(tx, center.clock, {
    action,
    actor,
    facilityId: null,
    subject:
      coverageId === undefined
        ? { kind: "person", id: known.person.id }
        : { kind: "coverage", id: coverageId },
    detail,
  });
}
