import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Opinion } from "../rules/rating.ts";

type RatingRow = {
  readonly number: string;
  readonly rater: Uint8Array;
  readonly stars: number;
  readonly comment: string | null;
  readonly accountId: string | null;
  readonly at: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    libraryReading: { number: string; views: number };
    libraryRating: { -readonly [K in keyof RatingRow]: RatingRow[K] };
  }
}

/** Adds what was counted since the last time, all in one statement. */
export async function addViews(
  executor: Executor,
  views: ReadonlyMap<string, number>,
): Promise<void> {
  // In one order, so that two centers that write at the same time never wait for each other in a circle.
  const ordered = [...views].toSorted(([left], [right]) => (left < right ? -1 : 1));
  await executor
    .insertInto("libraryReading")
    .values(ordered.map(([number, count]) => ({ number, views: count })))
    .onConflict((conflict) =>
      conflict
        .column("number")
        .doUpdateSet({ views: sql<number>`library_reading.views + excluded.views` }),
    )
    .execute();
}

export async function allViews(executor: Executor): Promise<Map<string, number>> {
  const rows = await executor.selectFrom("libraryReading").selectAll().execute();

  return new Map(rows.map(({ number, views }) => [number, views]));
}

/** @returns whether the reader had not said anything of this text before */
export async function putRating(tx: Tx, rating: RatingRow): Promise<void> {
  await tx
    .insertInto("libraryRating")
    .values(rating)
    .onConflict((conflict) =>
      conflict.columns(["number", "rater"]).doUpdateSet({
        stars: rating.stars,
        comment: rating.comment,
        at: rating.at,
      }),
    )
    .execute();
}

export async function allOpinions(executor: Executor): Promise<Map<string, Opinion>> {
  const rows = await executor
    .selectFrom("libraryRating")
    .select(({ fn }) => [
      "number",
      fn.countAll<number>().as("count"),
      fn.sum<number>("stars").as("stars"),
    ])
    .groupBy("number")
    .execute();

  return new Map(rows.map(({ number, count, stars }) => [number, { count, stars }]));
}

export type Comment = Pick<RatingRow, "number" | "stars" | "at"> & { readonly comment: string };

/** What readers wrote, the newest first. */
export async function recentComments(executor: Executor, limit: number): Promise<Comment[]> {
  return executor
    .selectFrom("libraryRating")
    .select(["number", "stars", "comment", "at"])
    .where("comment", "is not", null)
    .$narrowType<{ comment: string }>()
    .orderBy("at", "desc")
    .orderBy("number")
    .orderBy("rater")
    .limit(limit)
    .execute();
}
