import { foldCode } from "@madoguchi/notation";
import { recordsOf } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { readInsurer } from "../rules/registry.ts";
import type { Insurer, InsurerDetails } from "../rules/registry.ts";
import type { InsurerTable } from "./tables.ts";

/** For seeding. Insurers who are there already keep what they say and gain what they do not. @throws RangeError for a number that cannot be one */
export async function insertInsurers(tx: Tx, insurers: readonly InsurerDetails[]): Promise<void> {
  const gained = ["kana", "telephone", "hours", "postal_code", "address"].map(
    (column) =>
      sql`${sql.ref(column)} = coalesce(${sql.ref(`insurer.${column}`)}, ${sql.ref(`excluded.${column}`)})`,
  );
  await sql`
    insert into insurer select * from ${recordsOf("insurer", insurers.map(insurerOf))}
    on conflict (number) do update set ${sql.join(gained)}`.execute(tx);
}

function insurerOf(details: InsurerDetails): Insurer {
  const reading = readInsurer(details);
  if (!reading.ok) {
    throw new RangeError(`${details.number}: ${reading.reason}`);
  }

  return reading.insurer;
}

/** @returns false where the number is registered already */
export async function insertInsurer(tx: Tx, insurer: Insurer): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("insurer")
    .values({ ...insurer, feedFile: null, feedAt: null, feedState: null })
    .onConflict((conflict) => conflict.column("number").doNothing())
    .executeTakeFirst();

  return numInsertedOrUpdatedRows === 1n;
}

const insurerColumns = [
  "number",
  "name",
  "kind",
  "kana",
  "telephone",
  "hours",
  "postalCode",
  "address",
  "contractFrom",
  "contractTo",
] as const satisfies readonly (keyof Insurer)[];

/** What is known of an insurer from now on; what was known before goes into the history. @param at later than all before it, whatever the clocks say */
export async function putInsurer(
  tx: Tx,
  { number, ...facts }: Insurer,
  at: Temporal.Instant,
): Promise<void> {
  const columns = sql.join(insurerColumns.map((name) => sql.ref(name)));
  await sql`
    insert into insurer_history (${columns}, superseded_at)
    select ${columns}, greatest(${at}::timestamptz, (
      select max(superseded_at) + interval '1 microsecond' from insurer_history where number = ${number}
    ))
    from insurer where number = ${number}`.execute(tx);
  await tx.updateTable("insurer").set(facts).where("number", "=", number).execute();
}

/** Nobody else changes them before this transaction has ended; checks and files go on reading them. */
export async function lockInsurer(tx: Tx, number: string): Promise<Insurer | undefined> {
  return tx
    .selectFrom("insurer")
    .select(insurerColumns)
    .where("number", "=", number)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export async function findInsurer(
  executor: Executor,
  number: string,
): Promise<InsurerTable | undefined> {
  return executor.selectFrom("insurer").selectAll().where("number", "=", number).executeTakeFirst();
}

export const INSURER_PAGE = 50;

const FOUND = 20;

/** By the beginning of the number, or by a part of name or reading, in whatever width and kana it is typed. */
export async function searchInsurers(
  executor: Executor,
  text: string,
  { limit = FOUND, offset = 0 }: { readonly limit?: number; readonly offset?: number } = {},
): Promise<readonly InsurerTable[]> {
  return executor
    .selectFrom("insurer")
    .selectAll()
    .where(sayingSo(text))
    .orderBy("number")
    .limit(limit)
    .offset(offset)
    .execute();
}

export async function countInsurers(executor: Executor, text: string): Promise<number> {
  const { count } = await executor
    .selectFrom("insurer")
    .select((expression) => expression.fn.countAll<number>().as("count"))
    .where(sayingSo(text))
    .executeTakeFirstOrThrow();

  return count;
}

function sayingSo(text: string): RawBuilder<boolean> {
  const name = text.normalize("NFKC").replaceAll(/\s/gu, "");
  const kana = name.replaceAll(/[ぁ-ゖ]/gu, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) + 0x60),
  );
  const folded = (column: string) =>
    sql`replace(normalize(coalesce(${sql.ref(column)}, ''), NFKC), ' ', '')`;

  return sql<boolean>`(starts_with(number, ${foldCode(text)}) or strpos(${folded("name")}, ${name}) > 0
    or strpos(${folded("kana")}, ${kana}) > 0)`;
}
