import type { Temporal } from "temporal-polyfill";
import type { Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import type { AuditEntry } from "./rules.ts";

declare module "@madoguchi/platform" {
  interface Tables {
    auditEvent: {
      id: string;
      at: Temporal.Instant;
      action: string;
      actorKind: string;
      actorId: string;
      facilityId: string | null;
      /** Whose record it is: the facility's, or the event's own. */
      ownerId: string;
      subjectKind: string;
      subjectId: string;
      detail: string;
    };
  }
}

export async function insertAuditEvent(
  tx: Tx,
  at: Temporal.Instant,
  entry: AuditEntry,
): Promise<void> {
  const id = newId();
  await tx
    .insertInto("auditEvent")
    .values({
      id,
      ownerId: entry.facilityId ?? id,
      at,
      action: entry.action,
      actorKind: entry.actor.kind,
      actorId: entry.actor.id,
      facilityId: entry.facilityId,
      subjectKind: entry.subject.kind,
      subjectId: entry.subject.id,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}
