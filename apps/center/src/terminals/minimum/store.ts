import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { DecidedMinimum } from "./rules.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

declare module "@madoguchi/platform" {
  interface Tables {
    appMinimum: Mutable<DecidedMinimum>;
  }
}

/** The newest first; the newest holds. */
export function minimums(executor: Executor, limit: number) {
  return executor
    .selectFrom("appMinimum")
    .selectAll()
    .orderBy("decidedAt", "desc")
    .orderBy("id", "desc")
    .limit(limit);
}

export async function findMinimum(
  executor: Executor,
  id: string,
): Promise<DecidedMinimum | undefined> {
  return executor.selectFrom("appMinimum").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function insertMinimum(tx: Tx, minimum: DecidedMinimum): Promise<void> {
  await tx.insertInto("appMinimum").values(minimum).execute();
}

export type UsedVersion = {
  readonly version: string | null;
  readonly terminals: number;
  readonly facilities: number;
};

/** Of terminals that were in use since then, as they said last. */
export async function usedVersions(
  executor: Executor,
  since: Temporal.Instant,
): Promise<UsedVersion[]> {
  return executor
    .selectFrom("terminal")
    .select(["appVersion as version"])
    .select(({ fn }) => [
      fn.countAll<number>().as("terminals"),
      sql<number>`count(distinct facility_id)`.as("facilities"),
    ])
    .where("removedAt", "is", null)
    .where("lastSeenAt", ">=", since)
    .groupBy("appVersion")
    .execute();
}
