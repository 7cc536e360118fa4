import type { Executor, FormValues, Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import type { ColumnType, Generated, Insertable, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { withReasons } from "../../desk/index.ts";
import type { Reason, Return } from "../../desk/index.ts";
import type { FieldName } from "../form.ts";
import type { ApplicationState, EventKind } from "../rules.ts";

type Json<T> = ColumnType<T, string, string>;

type UsageApplicationTable = {
  id: string;
  facilityId: string;
  state: ApplicationState;
  form: Json<FormValues>;
  formVersion: number;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
  submittedAt: Temporal.Instant | null;
  decidedAt: Temporal.Instant | null;
  version: Generated<number>;
};

type UsageApplicationEventTable = {
  id: string;
  applicationId: string;
  at: Temporal.Instant;
  kind: EventKind;
  /** `rule`: nobody decided; the actor is null then. */
  role: "applicant" | "reviewer" | "rule";
  actorId: string | null;
  /** Of a refusal; what a return says stands in the return. */
  reason: Generated<string | null>;
  reasonCode: Generated<string | null>;
  returnId: Generated<string | null>;
  form: ColumnType<FormValues | null, string | null, never>;
  correction: ColumnType<FieldCorrection | null, string | null | undefined, never>;
};

/** As people read it. */
export type FieldCorrection = {
  readonly reason: string;
  readonly changes: readonly {
    readonly field: FieldName;
    readonly before: string;
    readonly after: string;
  }[];
};

declare module "@madoguchi/platform" {
  interface Tables {
    usageApplication: UsageApplicationTable;
    usageApplicationEvent: UsageApplicationEventTable;
  }
}

export type UsageApplication = Selectable<UsageApplicationTable>;
export type UsageApplicationEvent = Selectable<UsageApplicationEventTable> & {
  /** For officials; the facility sees roles only. */
  readonly actorName: string | null;
  readonly returned: Return | null;
  /** What the code of a refusal means. */
  readonly refusal: Reason | null;
};

/** The one that counts: what is under way, else the newest refusal. */
export async function currentApplication(
  executor: Executor,
  facilityId: string,
): Promise<UsageApplication | undefined> {
  return executor
    .selectFrom("usageApplication")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function findApplication(
  executor: Executor,
  id: string,
): Promise<UsageApplication | undefined> {
  return executor
    .selectFrom("usageApplication")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Held until the transaction ends: of two decisions the second sees the first. */
export async function lockApplication(tx: Tx, id: string): Promise<UsageApplication | undefined> {
  return tx
    .selectFrom("usageApplication")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** What is decided of, by the event in which its form was written down last. */
export async function handedInAs(executor: Executor, applicationId: string): Promise<string> {
  const { id } = await executor
    .selectFrom("usageApplicationEvent")
    .select("id")
    .where("applicationId", "=", applicationId)
    .where("form", "is not", null)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();

  return id;
}

/** False when the facility has one under way already: two people began at the same time. */
export async function insertApplication(
  tx: Tx,
  application: Insertable<UsageApplicationTable>,
): Promise<boolean> {
  const result = await tx
    .insertInto("usageApplication")
    .values(application)
    .onConflict((conflict) =>
      conflict.column("facilityId").where("state", "<>", "refused").doNothing(),
    )
    .executeTakeFirst();

  return result.numInsertedOrUpdatedRows === 1n;
}

type ApplicationChange = {
  readonly state?: ApplicationState;
  readonly form?: FormValues;
  readonly submittedAt?: Temporal.Instant;
  readonly decidedAt?: Temporal.Instant;
};

/** False when somebody changed it since `version` was read. */
export async function changeApplication(
  tx: Tx,
  { id, version }: Pick<UsageApplication, "id" | "version">,
  { form, ...change }: ApplicationChange,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .updateTable("usageApplication")
    .set({
      ...change,
      ...(form ? { form: JSON.stringify(form) } : {}),
      updatedAt: now,
      version: version + 1,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();

  return result.numUpdatedRows === 1n;
}

type NewEvent = Pick<
  UsageApplicationEvent,
  "applicationId" | "at" | "kind" | "role" | "actorId" | "form"
> &
  Partial<Pick<UsageApplicationEvent, "reason" | "reasonCode" | "returnId" | "correction">>;

export async function insertEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx
    .insertInto("usageApplicationEvent")
    .values({
      ...event,
      id: newId(),
      form: event.form && JSON.stringify(event.form),
      correction: event.correction ? JSON.stringify(event.correction) : null,
    })
    .execute();
}

/** From the first to the last. */
export async function eventsOf(
  executor: Executor,
  applicationId: string,
): Promise<UsageApplicationEvent[]> {
  const rows = await executor
    .selectFrom("usageApplicationEvent")
    .leftJoin("account", "account.id", "usageApplicationEvent.actorId")
    .selectAll("usageApplicationEvent")
    .select("account.name as actorName")
    .where("applicationId", "=", applicationId)
    .orderBy("usageApplicationEvent.at")
    .orderBy("usageApplicationEvent.id")
    .execute();

  return withReasons(executor, "usage-application", rows);
}
