/** 保険証利用登録 at the counter: whom a statement may speak of, and the proof of their consent. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Claim } from "../rules/first-use.ts";

type FirstUseTable = {
  readonly personId: string;
  readonly challengeId: string;
  readonly fingerprint: Uint8Array;
  readonly facilityId: string;
  readonly context: Uint8Array;
  readonly signature: Uint8Array;
  readonly at: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    firstUse: FirstUseTable;
  }
}

/** Twins without branches share everything but the name; more than a few people are no answer to a claim. */
const CLAIMANTS = 4;

/** Asked by numbers, so not by a person's place: rare, and never a check's way. @returns ids in the order in which they are to be locked */
export async function findClaimants(executor: Executor, claim: Claim): Promise<string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    select distinct p.id
    from coverage c join person p on p.id = c.person_id
    where c.insurer_number = ${claim.insurerNumber} and c.number = ${claim.number}
      and coalesce(c.symbol, '') = ${claim.symbol} and p.birth_date = ${claim.birthDate}::date
    order by p.id
    limit ${CLAIMANTS}`.execute(executor);

  return rows.map(({ id }) => id);
}

export async function isLinked(executor: Executor, personId: string): Promise<boolean> {
  const row = await executor
    .selectFrom("certificateLink")
    .select("linkedAt")
    .where("personId", "=", personId)
    .limit(1)
    .executeTakeFirst();

  return row !== undefined;
}

export async function insertFirstUse(tx: Tx, row: Selectable<FirstUseTable>): Promise<void> {
  await tx.insertInto("firstUse").values(row).execute();
}
