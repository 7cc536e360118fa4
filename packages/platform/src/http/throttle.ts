/** Limits on guessing: so many attempts a key in a window, counted in the database that all processes share. */
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Executor } from "../db/database.ts";
import type { Clock } from "@madoguchi/notation";
import { sha256 } from "../ids.ts";

declare module "../db/database.ts" {
  interface Tables {
    throttle: { keyHash: Uint8Array; windowStart: Temporal.Instant; attempts: number };
  }
}

export type Limit = { readonly attempts: number; readonly seconds: number };

/** Counts one attempt; false when the limit is already reached. `key` is stored only as its hash. */
export async function allowAttempt(
  db: Executor,
  clock: Clock,
  key: string,
  limit: Limit,
): Promise<boolean> {
  const now = clock.now();
  const expired = now.subtract({ seconds: limit.seconds });
  const row = await db
    .insertInto("throttle")
    .values({ keyHash: sha256(key), windowStart: now, attempts: 1 })
    .onConflict((conflict) =>
      conflict.column("keyHash").doUpdateSet({
        attempts: sql<number>`case when throttle.window_start < ${expired} then 1 else throttle.attempts + 1 end`,
        windowStart: sql<Temporal.Instant>`case when throttle.window_start < ${expired} then ${now} else throttle.window_start end`,
      }),
    )
    .returning("attempts")
    .executeTakeFirstOrThrow();

  return row.attempts <= limit.attempts;
}

/** For limits on failures alone: an attempt that succeeded did not count. */
export async function takeBackAttempt(db: Executor, key: string): Promise<void> {
  await db
    .updateTable("throttle")
    .set({ attempts: sql<number>`greatest(attempts - 1, 0)` })
    .where("keyHash", "=", sha256(key))
    .execute();
}

export async function forgetAttempts(db: Executor, key: string): Promise<void> {
  await db.deleteFrom("throttle").where("keyHash", "=", sha256(key)).execute();
}

/** @param instant further back than the longest window that is used. @returns how many keys */
export async function forgetAttemptsBefore(
  executor: Executor,
  instant: Temporal.Instant,
): Promise<number> {
  const { numDeletedRows } = await executor
    .deleteFrom("throttle")
    .where("windowStart", "<", instant)
    .executeTakeFirst();

  return Number(numDeletedRows);
}
