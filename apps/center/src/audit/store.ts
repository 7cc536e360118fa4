import type { Temporal } from "temporal-polyfill";
import type { Tx } from "@madoguchi/platform";
import { newId, recordsOf } from "@madoguchi/platform";
import { sql } from "kysely";
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
  if (entries.length === 0) return;
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
  await sql`insert into audit_event select * from ${recordsOf("audit_event", rows)}`.execute(tx);
}
