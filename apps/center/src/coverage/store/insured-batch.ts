/** Filling a registry with millions: a batch of people and their coverages, made ready where no database is, and sent as it is. */
import { insertion } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from "kysely";
import type { Temporal } from "temporal-polyfill";
import { coverageRecords, coverageTypes, keep, peopleRecords, personTypes } from "./write.ts";
import type { CoverageRow, PersonRow } from "./write.ts";

/** It may go from one thread to another. */
export type InsuredBatch = { readonly sql: string; readonly parameters: readonly unknown[] };

const nowhere = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * Who is there already stays as they are.
 * @param people one at least. @param coverages one at least
 */
export function insuredBatch(
  people: readonly PersonRow[],
  coverages: readonly CoverageRow[],
  recordedAt: Temporal.Instant,
): InsuredBatch {
  const compiled = sql`
    with people as (${insertion("person", personTypes, peopleRecords(people, recordedAt), keep)})
    ${insertion("coverage", coverageTypes, coverageRecords(coverages, recordedAt), keep)}`.compile(
    nowhere,
  );
  return { sql: compiled.sql, parameters: compiled.parameters };
}

export async function sendBatch(tx: Tx, { sql: text, parameters }: InsuredBatch): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(text, [...parameters]));
}
