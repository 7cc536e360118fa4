import { newId } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { ColumnType, Generated, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { withReasons } from "../desk/index.ts";
import type { ItemSource, Reason, Return } from "../desk/index.ts";
import type { EventKind, ProcedureChange, ProcedureKind, ProcedureState } from "./rules.ts";

type ProcedureTable = {
  id: string;
  facilityId: string;
  kind: ProcedureKind;
  state: ProcedureState;
  effectiveOn: Temporal.PlainDate;
  change: ColumnType<ProcedureChange, string, string>;
  submittedAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
  version: Generated<number>;
};

type ProcedureEventTable = {
  id: string;
  procedureId: string;
  at: Temporal.Instant;
  kind: EventKind;
  role: "applicant" | "reviewer" | "system";
  actorId: string | null;
  /** Of a refusal; what a return says stands in the return. */
  reason: Generated<string | null>;
  reasonCode: Generated<string | null>;
  returnId: Generated<string | null>;
};

declare module "@madoguchi/platform" {
  interface Tables {
    facilityProcedure: ProcedureTable;
    facilityProcedureEvent: ProcedureEventTable;
  }
}

export type Procedure = Selectable<ProcedureTable>;
export type ProcedureEvent = Selectable<ProcedureEventTable> & {
  /** For officials; the facility sees roles only. */
  readonly actorName: string | null;
  readonly returned: Return | null;
  /** What the code of a refusal means. */
  readonly refusal: Reason | null;
};

export async function findProcedure(
  executor: Executor,
  id: string,
): Promise<Procedure | undefined> {
  return executor
    .selectFrom("facilityProcedure")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The newest first. */
export async function proceduresOf(executor: Executor, facilityId: string): Promise<Procedure[]> {
  return executor
    .selectFrom("facilityProcedure")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("submittedAt", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** False when one of the kind is under way: two people began at the same time. */
export async function insertProcedure(
  tx: Tx,
  procedure: Omit<Procedure, "version" | "submittedAt" | "updatedAt">,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .insertInto("facilityProcedure")
    .values({
      ...procedure,
      change: JSON.stringify(procedure.change),
      submittedAt: now,
      updatedAt: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();

  return result.numInsertedOrUpdatedRows === 1n;
}

type ProcedureUpdate = Partial<Pick<Procedure, "state" | "effectiveOn" | "change" | "submittedAt">>;

/** False when somebody changed it since `version` was read. */
export async function changeProcedure(
  tx: Tx,
  { id, version }: Pick<Procedure, "id" | "version">,
  { change, ...update }: ProcedureUpdate,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .updateTable("facilityProcedure")
    .set({
      ...update,
      ...(change && { change: JSON.stringify(change) }),
      updatedAt: now,
      version: version + 1,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();

  return result.numUpdatedRows === 1n;
}

/** Whose day has come, the oldest day first. */
export async function dueProcedures(
  executor: Executor,
  today: Temporal.PlainDate,
): Promise<{ readonly id: string }[]> {
  return executor
    .selectFrom("facilityProcedure")
    .select("id")
    .where("state", "=", "scheduled")
    .where("effectiveOn", "<=", today)
    .orderBy("effectiveOn")
    .orderBy("submittedAt")
    .orderBy("id")
    .execute();
}

/** Held until the transaction ends, so that its day comes once, whoever else is looking. */
export async function lockProcedure(tx: Tx, id: string): Promise<Procedure | undefined> {
  return tx
    .selectFrom("facilityProcedure")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

type Event = Selectable<ProcedureEventTable>;
type NewEvent = Omit<Event, "id" | "reason" | "reasonCode" | "returnId"> &
  Partial<Pick<Event, "reason" | "reasonCode" | "returnId">>;

export async function insertEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx
    .insertInto("facilityProcedureEvent")
    .values({ ...event, id: newId() })
    .execute();
}

/** What is decided of, by the event in which it was handed in last. */
export async function handedInAs(executor: Executor, procedureId: string): Promise<string> {
  const { id } = await executor
    .selectFrom("facilityProcedureEvent")
    .select("id")
    .where("procedureId", "=", procedureId)
    .where("kind", "=", "submitted")
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();

  return id;
}

export async function eventsOf(executor: Executor, procedureId: string): Promise<ProcedureEvent[]> {
  const rows = await executor
    .selectFrom("facilityProcedureEvent")
    .leftJoin("account", "account.id", "facilityProcedureEvent.actorId")
    .selectAll("facilityProcedureEvent")
    .select("account.name as actorName")
    .where("procedureId", "=", procedureId)
    .orderBy("facilityProcedureEvent.at")
    .orderBy("facilityProcedureEvent.id")
    .execute();

  return withReasons(executor, "procedure", rows);
}

const statesOf: Readonly<Record<string, readonly ProcedureState[]>> = {
  waiting: ["waiting"],
  returned: ["returned"],
  scheduled: ["scheduled"],
  ended: ["done", "withdrawn", "refused"],
};

/** Procedures as cases of the officials' queue: due on the day from which they are to hold. */
export const procedureItems: ItemSource = {
  work: "procedure",
  items: (executor, view) =>
    executor
      .selectFrom("facilityProcedure")
      .select(["id", "facilityId", "state", "version", "kind as about"])
      .select([
        `${view === "waiting" ? "submittedAt" : "updatedAt"} as since`,
        sql<Temporal.PlainDate | null>`case when state = 'returned' then (
            select (deadline at time zone 'Asia/Tokyo')::date - 1 from desk_return
            where work = 'procedure' and item_id = facility_procedure.id and resolved_at is null)
          else effective_on end`.as("dueOn"),
        sql<boolean>`false`.as("again"),
      ])
      .where("state", "in", statesOf[view] ?? []),
};
