import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import { readInsurer } from "../rules/registry.ts";
import type { Insurer, InsurerDetails } from "../rules/registry.ts";
import type { InsurerTable } from "./tables.ts";
import { recordsOf } from "./write.ts";

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

const FOUND = 20;

/** By a part of the name or of its reading, or by the beginning of the number. The first of them by number. */
export async function searchInsurers(
  executor: Executor,
  text: string,
): Promise<Pick<InsurerTable, "number" | "name">[]> {
  const wanted = text.normalize("NFKC").trim();
  const pattern = wanted.replaceAll(/[\\%_]/g, "\\$&");

  return executor
    .selectFrom("insurer")
    .select(["number", "name"])
    .where((expression) =>
      expression.or([
        expression("number", "like", `${pattern}%`),
        expression("name", "like", `%${pattern}%`),
        expression("kana", "like", `%${pattern}%`),
      ]),
    )
    .orderBy("number")
    .limit(FOUND)
    .execute();
}
