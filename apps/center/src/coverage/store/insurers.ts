import type { Executor, Tx } from "@madoguchi/platform";
import { readInsurer } from "../rules/registry.ts";
import type { Insurer, InsurerDetails } from "../rules/registry.ts";
import { insertRecords } from "./write.ts";
import type { InsurerTable } from "./tables.ts";

/** For seeding. Insurers who are there already stay as they are. @throws RangeError for a number that cannot be one */
export async function insertInsurers(tx: Tx, insurers: readonly InsurerDetails[]): Promise<void> {
  await insertRecords(tx, "insurer", insurers.map(insurerOf));
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
