import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Executor, Tables, Tx } from "@madoguchi/platform";
import { insertion, newId } from "@madoguchi/platform";
import type { AuditEntry } from "./rules.ts";

declare module "@madoguchi/platform" {
  interface Tables {
    auditEvent: {
      id: string;
      at: Temporal.Instant;
      action: string;
      actorKind: string;
      actorId: string;
      /** As a facility named who was at its terminal; it goes with the entry. */
      operator: string | null;
      facilityId: string | null;
      /** Whose record it is: the facility's, or the event's own. */
      ownerId: string;
      subjectKind: string;
      subjectId: string;
      detail: string;
    };
  }
}

export type DatedEntry = AuditEntry & {
  readonly at: Temporal.Instant;
  /** Given where the same may be written again, because nobody knows whether it was: it is then there once. */
  readonly id?: string;
};

/** All in one statement. */
export async function insertAuditEvents(tx: Tx, entries: readonly DatedEntry[]): Promise<void> {
  if (entries.length > 0) await auditInsertion(entries).execute(tx);
}

/** To be part of a greater one. @param where which of the rows, each of which is `r` */
export function auditInsertion(
  entries: readonly DatedEntry[],
  where?: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const rows = entries.map((entry) => {
    const { id = newId(), at, action, actor, facilityId, subject, detail = {} } = entry;

    return {
      id,
      ownerId: facilityId ?? id,
      at,
      action,
      actorKind: actor.kind,
      actorId: actor.id,
      operator: actor.operator ?? null,
      facilityId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      detail,
    };
  });

  return insertion("audit_event", types, rows, { present: "keep", ...(where && { where }) });
}

/** Which of these entries are written. */
export async function writtenEntries(
  executor: Executor,
  keys: readonly { readonly id: string; readonly facilityId: string | null }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select e.id
    from unnest(
      ${keys.map(({ id }) => id)}::uuid[],
      ${keys.map(({ id, facilityId }) => facilityId ?? id)}::uuid[]
    ) asked (id, owner_id)
    join audit_event e on e.owner_id = asked.owner_id and e.id = asked.id`.execute(executor);

  return new Set(rows.map(({ id }) => id));
}

const types = {
  id: "uuid",
  ownerId: "uuid",
  at: "timestamptz",
  action: "text",
  actorKind: "text",
  actorId: "text",
  operator: "text",
  facilityId: "uuid",
  subjectKind: "text",
  subjectId: "text",
  detail: "jsonb",
} as const satisfies Record<keyof Tables["auditEvent"], string>;

export type PastEvent = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly action: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
};

/** What was done to one record, the last first. */
export async function eventsAbout(
  executor: Executor,
  subject: AuditEntry["subject"],
  actions: readonly AuditEntry["action"][],
  limit: number,
): Promise<PastEvent[]> {
  return executor
    .selectFrom("auditEvent")
    .select(["id", "at", "action"])
    .select(sql<PastEvent["detail"]>`detail`.as("detail"))
    .where("subjectKind", "=", subject.kind)
    .where("subjectId", "=", subject.id)
    .where("action", "in", actions)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}
