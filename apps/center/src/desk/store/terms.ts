/** Versions of how each kind of case is decided. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Work } from "../rules/claims.ts";
import type { TermsVersion } from "../rules/terms.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

declare module "@madoguchi/platform" {
  interface Tables {
    deskTerms: Mutable<TermsVersion>;
  }
}

/** Those that hold on that day. */
export async function termsOn(
  executor: Executor,
  work: Work,
  day: Temporal.PlainDate,
): Promise<TermsVersion> {
  return executor
    .selectFrom("deskTerms")
    .selectAll()
    .where("work", "=", work)
    .where("effectiveFrom", "<=", day)
    .orderBy("effectiveFrom", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Within how many days the office means to answer: the same for all rows of a list, so it is asked once. */
export function reviewDays(work: Work): RawBuilder<number> {
  return sql<number>`(
    select review_days from desk_terms
    where work = ${sql.lit(work)} and effective_from <= (now() at time zone 'Asia/Tokyo')::date
    order by effective_from desc limit 1)`;
}

/** Whether it holds already or not. */
export async function newestTerms(executor: Executor, work: Work): Promise<TermsVersion> {
  return executor
    .selectFrom("deskTerms")
    .selectAll()
    .where("work", "=", work)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** The newest first. */
export async function termsOf(executor: Executor, work: Work): Promise<TermsVersion[]> {
  return executor
    .selectFrom("deskTerms")
    .selectAll()
    .where("work", "=", work)
    .orderBy("version", "desc")
    .execute();
}

export async function findTerms(executor: Executor, id: string): Promise<TermsVersion | undefined> {
  return executor.selectFrom("deskTerms").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function insertTerms(tx: Tx, terms: TermsVersion): Promise<void> {
  await tx.insertInto("deskTerms").values(terms).execute();
}
