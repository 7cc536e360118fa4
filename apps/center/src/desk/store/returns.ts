/** Returns for correction with what is to be mended, and the reasons that officials give. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Generated, Selectable } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { Temporal } from "temporal-polyfill";
import type { Work } from "../rules/claims.ts";
import type { ReturnPoint } from "../rules/returns.ts";
import type { Case } from "./claims.ts";

type ReturnTable = {
  id: string;
  work: Work;
  itemId: string;
  facilityId: string;
  officialId: string;
  returnedAt: Temporal.Instant;
  deadline: Temporal.Instant;
  remindedBeforeAt: Generated<Temporal.Instant | null>;
  remindedOnAt: Generated<Temporal.Instant | null>;
  resolvedAt: Generated<Temporal.Instant | null>;
};

type ReasonTable = {
  work: Work;
  decision: "return" | "refuse";
  code: string;
  position: number;
  label: string;
  words: string;
  advice: string;
  isOffered: Generated<boolean>;
};

declare module "@madoguchi/platform" {
  interface Tables {
    deskReturn: ReturnTable;
    deskReturnPoint: {
      returnId: string;
      position: number;
      field: string;
      code: string;
      message: string;
    };
    deskReason: ReasonTable;
  }
}

/** As the applicant reads it: each point with what its code means. */
export type SaidPoint = ReturnPoint & { readonly words: string; readonly advice: string };

export type Return = Selectable<ReturnTable> & { readonly points: readonly SaidPoint[] };
export type Reason = Selectable<ReasonTable>;

export type NewReturn = Pick<
  Return,
  "id" | "work" | "itemId" | "facilityId" | "officialId" | "returnedAt" | "deadline"
> & { readonly points: readonly ReturnPoint[] };

export async function insertReturn(tx: Tx, { points, ...row }: NewReturn): Promise<void> {
  await tx.insertInto("deskReturn").values(row).execute();
  await tx
    .insertInto("deskReturnPoint")
    .values(points.map((point, position) => ({ returnId: row.id, position, ...point })))
    .execute();
}

function returns(executor: Executor) {
  return executor
    .selectFrom("deskReturn")
    .selectAll("deskReturn")
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom("deskReturnPoint as point")
          .leftJoin("deskReason as reason", (join) =>
            join
              .onRef("reason.work", "=", "deskReturn.work")
              .onRef("reason.code", "=", "point.code")
              .on("reason.decision", "=", "return"),
          )
          .select(["point.field", "point.code", "point.message"])
          .select([
            sql<string>`coalesce(reason.words, '')`.as("words"),
            sql<string>`coalesce(reason.advice, '')`.as("advice"),
          ])
          .whereRef("point.returnId", "=", "deskReturn.id")
          .orderBy("point.position"),
      ).as("points"),
    );
}

export async function findReturn(executor: Executor, id: string): Promise<Return | null> {
  return (await returns(executor).where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The one that the facility has not answered yet. */
export async function openReturnOf(executor: Executor, { work, id }: Case): Promise<Return | null> {
  const open = await returns(executor)
    .where("work", "=", work)
    .where("itemId", "=", id)
    .where("resolvedAt", "is", null)
    .executeTakeFirst();

  return open ?? null;
}

type Told = { readonly returnId: string | null; readonly reasonCode: string | null };

/** A noun's history, with what was returned and why it was refused. */
export async function withReasons<Event extends Told>(
  executor: Executor,
  work: Work,
  events: readonly Event[],
): Promise<(Event & { readonly returned: Return | null; readonly refusal: Reason | null })[]> {
  const ids = events.flatMap(({ returnId }) => returnId ?? []);
  const found = ids.length === 0 ? [] : await returns(executor).where("id", "in", ids).execute();
  const told = [];
  for (const event of events) {
    told.push({
      ...event,
      returned: found.find(({ id }) => id === event.returnId) ?? null,
      refusal: await findReason(executor, work, "refuse", event.reasonCode),
    });
  }

  return told;
}

/** Inside the transaction that hands the case in again, or ends it. */
export async function resolveReturn(
  tx: Tx,
  { work, id }: Case,
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable("deskReturn")
    .set({ resolvedAt: now })
    .where("work", "=", work)
    .where("itemId", "=", id)
    .where("resolvedAt", "is", null)
    .execute();
}

/** Open ones whose deadline lies between now and then. */
export async function returnsDueBy(
  executor: Executor,
  now: Temporal.Instant,
  then: Temporal.Instant,
): Promise<Return[]> {
  return returns(executor)
    .where("resolvedAt", "is", null)
    .where("remindedOnAt", "is", null)
    .where("deadline", ">", now)
    .where("deadline", "<=", then)
    .orderBy("deadline")
    .orderBy("id")
    .execute();
}

/** Held until the transaction ends, so that one mail goes out, whoever else looks. */
export async function lockReturn(tx: Tx, id: string): Promise<Selectable<ReturnTable> | undefined> {
  return tx
    .selectFrom("deskReturn")
    .selectAll()
    .where("id", "=", id)
    .where("resolvedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

export async function markReminded(
  tx: Tx,
  id: string,
  which: "before" | "on",
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable("deskReturn")
    .set(which === "on" ? { remindedOnAt: now } : { remindedBeforeAt: now })
    .where("id", "=", id)
    .execute();
}

/** Those that are offered, in their order. */
export async function reasonsFor(
  executor: Executor,
  work: Work,
  decision: Reason["decision"],
): Promise<Reason[]> {
  return executor
    .selectFrom("deskReason")
    .selectAll()
    .where("work", "=", work)
    .where("decision", "=", decision)
    .where("isOffered", "=", true)
    .orderBy("position")
    .execute();
}

/** Also one that is not offered any more. */
export async function findReason(
  executor: Executor,
  work: Work,
  decision: Reason["decision"],
  code: string | null,
): Promise<Reason | null> {
  if (code === null) return null;
  const reason = await executor
    .selectFrom("deskReason")
    .selectAll()
    .where("work", "=", work)
    .where("decision", "=", decision)
    .where("code", "=", code)
    .executeTakeFirst();

  return reason ?? null;
}
