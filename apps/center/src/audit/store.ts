import type { Temporal } from "temporal-polyfill";
import type { Tables, Tx } from "@madoguchi/platform";
import { insertRows, newId } from "@madoguchi/platform";
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

export type DatedEntry = AuditEntry & { readonly at: Temporal.Instant };

/** All in one statement. */
export async function insertAuditEvents(tx: Tx, entries: readonly DatedEntry[]): Promise<void> {
  const rows = entries.map(({ at, action, actor, facilityId, subject, detail = {} }) => {
    const id = newId();

    return {
      id,
      ownerId: facilityId ?? id,
      at,
      action,
      actorKind: actor.kind,
      actorId: actor.id,
      facilityId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      detail,
    };
  });
  await insertRows(tx, "audit_event", types, rows);
}

const types = {
  id: "uuid",
  ownerId: "uuid",
  at: "timestamptz",
  action: "text",
  actorKind: "text",
  actorId: "text",
  facilityId: "uuid",
  subjectKind: "text",
  subjectId: "text",
  detail: "jsonb",
} as const satisfies Record<keyof Tables["auditEvent"], string>;
