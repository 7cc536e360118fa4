/** What was decided and has not taken effect yet, and what became of it. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { ColumnType, Generated, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Answer } from "../decision-form.ts";
import type { Work } from "../rules/claims.ts";
import type { HeldState } from "../rules/held.ts";
import type { Case } from "./claims.ts";

export type Decision = { readonly action: "approve" } | Answer;

type HeldTable = {
  id: string;
  work: Work;
  itemId: string;
  facilityId: string;
  version: number;
  aboutId: string;
  /** Null: a rule decided, and no person. */
  officialId: string | null;
  rule: string | null;
  answer: ColumnType<Decision, string, never>;
  decidedAt: Temporal.Instant;
  effectiveAt: Temporal.Instant;
  state: HeldState;
  endedAt: Generated<Temporal.Instant | null>;
  undoneBy: Generated<string | null>;
};

declare module "@madoguchi/platform" {
  interface Tables {
    deskHeld: HeldTable;
  }
}

export type Held = Selectable<HeldTable>;
export type HeldRow = Held & {
  readonly facilityName: string;
  readonly officialName: string | null;
};

/** @returns false where something is decided of it already */
export async function insertHeld(
  tx: Tx,
  held: Omit<Held, "state" | "endedAt" | "undoneBy">,
): Promise<boolean> {
  const result = await tx
    .insertInto("deskHeld")
    .values({ ...held, answer: JSON.stringify(held.answer), state: "held" })
    .onConflict((conflict) =>
      conflict.columns(["work", "itemId"]).where("state", "=", "held").doNothing(),
    )
    .executeTakeFirst();

  return result.numInsertedOrUpdatedRows === 1n;
}

function rows(executor: Executor) {
  return executor
    .selectFrom("deskHeld")
    .innerJoin("facility", "facility.id", "deskHeld.facilityId")
    .leftJoin("account", "account.id", "deskHeld.officialId")
    .selectAll("deskHeld")
    .select(["facility.name as facilityName", "account.name as officialName"])
    .where("deskHeld.state", "=", "held");
}

export async function heldOf(executor: Executor, { work, id }: Case): Promise<HeldRow | null> {
  const held = await rows(executor)
    .where("deskHeld.work", "=", work)
    .where("deskHeld.itemId", "=", id)
    .executeTakeFirst();

  return held ?? null;
}

/** The newest first. */
export async function allHeld(executor: Executor, work: Work): Promise<HeldRow[]> {
  return rows(executor)
    .where("deskHeld.work", "=", work)
    .orderBy("deskHeld.decidedAt", "desc")
    .orderBy("deskHeld.id", "desc")
    .limit(200)
    .execute();
}

/** What this official decided last, while it can still be taken back. */
export async function lastHeldBy(
  executor: Executor,
  work: Work,
  officialId: string,
  now: Temporal.Instant,
): Promise<HeldRow | null> {
  const held = await rows(executor)
    .where("deskHeld.work", "=", work)
    .where("deskHeld.officialId", "=", officialId)
    .where("deskHeld.effectiveAt", ">", now)
    .orderBy("deskHeld.decidedAt", "desc")
    .orderBy("deskHeld.id", "desc")
    .limit(1)
    .executeTakeFirst();

  return held ?? null;
}

export async function dueHeld(executor: Executor, now: Temporal.Instant): Promise<Held[]> {
  return executor
    .selectFrom("deskHeld")
    .selectAll()
    .where("state", "=", "held")
    .where("effectiveAt", "<=", now)
    .orderBy("effectiveAt")
    .orderBy("id")
    .execute();
}

/** Held until the transaction ends: of taking effect and taking back only one happens. */
export async function lockHeld(tx: Tx, id: string): Promise<Held | undefined> {
  return tx
    .selectFrom("deskHeld")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "held")
    .forUpdate()
    .executeTakeFirst();
}

export async function endHeld(
  tx: Tx,
  id: string,
  end: { readonly state: Exclude<HeldState, "held">; readonly undoneBy?: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable("deskHeld")
    .set({ ...end, endedAt: now })
    .where("id", "=", id)
    .execute();
}
