/** Files on their way: what came, how far each is, what became of it, and where it goes wrong. */
import type { ColumnPlace, Executor, TableProblem, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { ColumnType, Selectable, Updateable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { FeedMode } from "../feeds/columns.ts";
import type { FeedCounts } from "../feeds/store/apply.ts";
import type { Place } from "../../shell/places.ts";
import { deliveryTransitions } from "../rules/deliveries.ts";
import type { DeliveryState, DeliveryStep, Sender } from "../rules/deliveries.ts";

type DeliveryTable = {
  readonly id: string;
  readonly insurerNumber: string;
  readonly mode: FeedMode;
  readonly isDryRun: boolean;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: Uint8Array;
  readonly senderKind: Sender["kind"];
  readonly senderId: string;
  readonly idempotencyKey: string | null;
  readonly receivedAt: Temporal.Instant;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly step: DeliveryStep | null;
  readonly bytesRead: number;
  readonly linesRead: number;
  readonly attempts: number;
  readonly aliveAt: Temporal.Instant | null;
  readonly finishedAt: Temporal.Instant | null;
  readonly counts: ColumnType<FeedCounts | null, string | null, string | null>;
  readonly endingShare: string | null;
  readonly problemCount: number;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly fileDeletedAt: Temporal.Instant | null;
};

type ProblemTable = {
  readonly deliveryId: string;
  readonly ordinal: number;
  readonly line: number | null;
  readonly columnTitle: string | null;
  readonly columnPosition: number | null;
  readonly rule: string;
  readonly message: string;
  readonly mend: string;
};

declare module "@madoguchi/platform" {
  interface Tables {
    feedDelivery: DeliveryTable;
    feedProblem: ProblemTable;
  }
}

export type Delivery = Selectable<DeliveryTable>;
export type NewDelivery = Pick<
  Delivery,
  | "id"
  | "insurerNumber"
  | "mode"
  | "isDryRun"
  | "fileName"
  | "bytes"
  | "sha256"
  | "senderKind"
  | "senderId"
  | "idempotencyKey"
  | "receivedAt"
>;

/** @returns the delivery that had this idempotency key before, if one had */
export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<Delivery | undefined> {
  const inserted = await tx
    .insertInto("feedDelivery")
    .values({
      ...delivery,
      state: "waiting",
      bytesRead: 0,
      linesRead: 0,
      attempts: 0,
      problemCount: 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["insurerNumber", "idempotencyKey"])
        .where("idempotencyKey", "is not", null)
        .doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  if (inserted) return undefined;

  return tx
    .selectFrom("feedDelivery")
    .selectAll()
    .where("insurerNumber", "=", delivery.insurerNumber)
    .where("idempotencyKey", "=", delivery.idempotencyKey)
    .executeTakeFirstOrThrow();
}

export async function findDelivery(executor: Executor, id: string): Promise<Delivery | undefined> {
  return executor.selectFrom("feedDelivery").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Whoever decides holds it until the end of the transaction. */
export async function lockDelivery(tx: Tx, id: string): Promise<Delivery | undefined> {
  return tx
    .selectFrom("feedDelivery")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export const DELIVERY_PAGE = 20;

/** The newest first; one more than a page shows, where there are more. */
export async function deliveriesOf(
  executor: Executor,
  insurerNumber: string,
  after: Place | null,
): Promise<Delivery[]> {
  return executor
    .selectFrom("feedDelivery")
    .selectAll()
    .where("insurerNumber", "=", insurerNumber)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(received_at, id) < (${after?.at}, ${after?.id}::uuid)`),
    )
    .orderBy("receivedAt", "desc")
    .orderBy("id", "desc")
    .limit(DELIVERY_PAGE + 1)
    .execute();
}

export async function countDeliveries(executor: Executor, insurerNumber: string): Promise<number> {
  const { count } = await executor
    .selectFrom("feedDelivery")
    .select((expression) => expression.fn.countAll<number>().as("count"))
    .where("insurerNumber", "=", insurerNumber)
    .executeTakeFirstOrThrow();

  return count;
}

/** Those that wait for a second person, the oldest first. */
export async function unconfirmedDeliveries(executor: Executor): Promise<Delivery[]> {
  return executor
    .selectFrom("feedDelivery")
    .selectAll()
    .where("state", "=", "unconfirmed")
    .orderBy("receivedAt")
    .orderBy("id")
    .execute();
}

/** One worker at a time: a running one is taken over when it has given no sign of life since `silentSince`. */
export async function beginDelivery(
  executor: Executor,
  id: string,
  now: Temporal.Instant,
  silentSince: Temporal.Instant,
): Promise<Delivery | undefined> {
  return executor
    .updateTable("feedDelivery")
    .set((expression) => ({
      state: deliveryTransitions.waiting.begin,
      step: null,
      bytesRead: 0,
      linesRead: 0,
      aliveAt: now,
      attempts: expression("attempts", "+", 1),
    }))
    .where("id", "=", id)
    .where(({ and, or, eb }) =>
      or([
        eb("state", "=", "waiting"),
        and([eb("state", "=", "running"), eb("aliveAt", "<", silentSince)]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
}

export async function changeDelivery(
  executor: Executor,
  id: string,
  change: Updateable<DeliveryTable>,
): Promise<void> {
  await executor.updateTable("feedDelivery").set(change).where("id", "=", id).execute();
}

/** A sign of life, from whoever works on it. Nothing where somebody else has taken it over. */
export async function reportProgress(
  executor: Executor,
  { id, attempts }: Pick<Delivery, "id" | "attempts">,
  progress: Pick<Updateable<DeliveryTable>, "step" | "bytesRead" | "linesRead" | "aliveAt">,
): Promise<void> {
  await executor
    .updateTable("feedDelivery")
    .set(progress)
    .where("id", "=", id)
    .where("attempts", "=", attempts)
    .where("state", "=", "running")
    .execute();
}

/** Those on which nobody works, marked so that the next look does not find them again at once. @returns their ids */
export async function takeSilent(
  tx: Tx,
  now: Temporal.Instant,
  silentSince: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx
    .updateTable("feedDelivery")
    .set((expression) => ({
      aliveAt: expression
        .case()
        .when("state", "=", "waiting")
        .then(now)
        .else(expression.ref("aliveAt"))
        .end(),
    }))
    .where("state", "in", ["waiting", "running"])
    .where(
      (expression) =>
        sql<boolean>`coalesce(${expression.ref("aliveAt")}, ${expression.ref("receivedAt")}) < ${silentSince}`,
    )
    .returning("id")
    .execute();

  return rows.map(({ id }) => id);
}

export async function replaceProblems(
  tx: Tx,
  deliveryId: string,
  problems: readonly TableProblem[],
): Promise<void> {
  await tx.deleteFrom("feedProblem").where("deliveryId", "=", deliveryId).execute();
  const rows = problems.map(({ line, column, rule, message, mend }, index) => ({
    delivery_id: deliveryId,
    ordinal: index + 1,
    line,
    column_title: column?.title ?? null,
    column_position: column?.position ?? null,
    rule,
    message,
    mend,
  }));
  await sql`
    insert into feed_problem
    select * from json_populate_recordset(null::feed_problem, ${JSON.stringify(rows)}::json)`.execute(
    tx,
  );
}

export async function problemsOf(
  executor: Executor,
  deliveryId: string,
  limit: number,
): Promise<TableProblem[]> {
  const rows = await executor
    .selectFrom("feedProblem")
    .selectAll()
    .where("deliveryId", "=", deliveryId)
    .orderBy("ordinal")
    .limit(limit)
    .execute();

  return rows.map(({ line, columnTitle, columnPosition, rule, message, mend }) => ({
    line,
    column: columnOf(columnTitle, columnPosition),
    rule,
    message,
    mend,
  }));
}

function columnOf(title: string | null, position: number | null): ColumnPlace | null {
  return title === null ? null : { title, position };
}

/** Of files that were worked on before the instant. @returns of how many */
export async function forgetProblemsBefore(tx: Tx, instant: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("feedProblem")
    .where("deliveryId", "in", (expression) =>
      expression.selectFrom("feedDelivery").select("id").where("finishedAt", "<", instant),
    )
    .executeTakeFirst();

  return Number(numDeletedRows);
}

/** Those that waited for a second person since before the instant. */
export async function expireUnconfirmed(
  tx: Tx,
  now: Temporal.Instant,
  instant: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx
    .updateTable("feedDelivery")
    .set({ state: deliveryTransitions.unconfirmed.expire, fileDeletedAt: now })
    .where("state", "=", "unconfirmed")
    .where("finishedAt", "<", instant)
    .returning("id")
    .execute();

  return rows.map(({ id }) => id);
}

/** Of these, whose file may still be needed. */
export async function needingFile(executor: Executor, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await executor
    .selectFrom("feedDelivery")
    .select("id")
    .where("id", "in", ids)
    .where("state", "in", ["waiting", "running", "unconfirmed"])
    .execute();

  return rows.map(({ id }) => id);
}
