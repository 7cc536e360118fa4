import { foldCode } from "@madoguchi/notation";
import { recordsOf } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
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

export async function putInsurer(tx: Tx, insurer: Insurer): Promise<void> {
  await tx
    .insertInto("insurer")
    .values({ ...insurer, feedFile: null, feedAt: null, feedState: null })
    .onConflict((conflict) => conflict.column("number").doUpdateSet(insurer))
    .execute();
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
