/** Looking through the record, the newest first, from any place in it on. */
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { AuditActorKind } from "../words.ts";

export type AuditSearch = {
  readonly actorKind: AuditActorKind;
  /** Null: whoever it was. */
  readonly actorIds: readonly string[] | null;
  readonly action: string | null;
  readonly subject: { readonly kind: string; readonly id: string | null } | null;
  readonly from: Temporal.Instant | null;
  readonly until: Temporal.Instant | null;
};

/** The last row of a page: what comes behind it is the next page, whatever is written meanwhile. */
export type AuditPlace = { readonly at: Temporal.Instant; readonly id: string };

export type FoundEvent = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly operator: string | null;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
};

export async function searchEvents(
  executor: Executor,
  search: AuditSearch,
  after: AuditPlace | null,
  limit: number,
): Promise<FoundEvent[]> {
  const { actorKind, actorIds, action, subject, from, until } = search;

  return (
    executor
      .selectFrom("auditEvent")
      .select([
        "id",
        "at",
        "action",
        "actorKind",
        "actorId",
        "operator",
        "subjectKind",
        "subjectId",
      ])
      .select(sql<FoundEvent["detail"]>`detail`.as("detail"))
      .where("actorKind", "=", actorKind)
      // Said once more for the planner, whose indexes leave terminals out.
      .$if(actorKind !== "terminal", (query) => query.where("actorKind", "<>", "terminal"))
      .$if(actorIds !== null, (query) => query.where("actorId", "in", [...(actorIds ?? []), ""]))
      .$if(action !== null, (query) => query.where("action", "=", action ?? ""))
      .$if(subject !== null, (query) => query.where("subjectKind", "=", subject?.kind ?? ""))
      .$if(subject?.id != null, (query) => query.where("subjectId", "=", subject?.id ?? ""))
      .$if(from !== null, (query) => query.where(sql<boolean>`at >= ${from}`))
      .$if(until !== null, (query) => query.where(sql<boolean>`at < ${until}`))
      .$if(after !== null, (query) =>
        query.where(sql<boolean>`(at, id) < (${after?.at}, ${after?.id}::uuid)`),
      )
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(limit)
      .execute()
  );
}
