/** Who is insured under a number: for questions without a card. Never by name. */
import type { CoverageAnswer } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Person } from "../rules/decide.ts";
import { answers } from "./read.ts";
import type { Holder } from "./read.ts";

export type InsuredQuestion = {
  readonly insurerNumber: string;
  readonly symbol: string | null;
  readonly number: string;
  /** Null: not known, and then every branch of the number will do. */
  readonly branch: string | null;
  /** ISO 8601. */
  readonly birthDate: string;
};

/**
 * Any number of questions in one statement. A coverage without a branch answers for any.
 * @returns for each question, in their order, everybody who fits, with everything registered for them
 */
export async function findInsured(
  db: Db,
  questions: readonly InsuredQuestion[],
): Promise<Holder[][]> {
  const found = Array.from(questions, (): Holder[] => []);
  const rows = await transaction(db, async (tx) => {
    // So many look-ups by index look dear to the planner; compiling them would be what is dear.
    await sql`set local jit = off`.execute(tx);

    return (await insuredUnder(questions).execute(tx)).rows;
  });
  for (const { ordinal, coverages, ...person } of rows) {
    found[ordinal - 1]?.push({ person, coverages });
  }

  return found;
}

export function insuredUnder(
  questions: readonly InsuredQuestion[],
): RawBuilder<Person & { readonly ordinal: number; readonly coverages: CoverageAnswer[] }> {
  const texts = (key: "insurerNumber" | "number") => questions.map((question) => question[key]);

  return sql`
    with question as (
      select * from unnest(
        ${texts("insurerNumber")}::text[], ${texts("number")}::text[],
        ${questions.map(({ symbol }) => symbol ?? "")}::text[],
        ${questions.map(({ branch }) => branch)}::text[],
        ${questions.map(({ birthDate }) => birthDate)}::date[]
      ) with ordinality q (insurer_number, number, symbol, branch, birth_date, ordinal)
    ), holder as (
      select distinct q.ordinal, c.person_id, q.birth_date
      from question q
      -- By the index, as it is written there, and then what it must be; never by reading all coverages.
      cross join lateral (
        select c.person_id from coverage c
        where (c.insurer_number || ' ' || c.number) = (q.insurer_number || ' ' || q.number)
          and c.insurer_number = q.insurer_number and c.number = q.number
          and coalesce(c.symbol, '') = q.symbol
          and (q.branch is null or c.branch is null or c.branch = q.branch)
        offset 0
      ) c
    )
    select h.ordinal::int, p.id, p.name, p.kana, p.sex, p.birth_date::text, p.address, p.suspended_at,
      (
        select ${answers} from coverage c join insurer i on i.number = c.insurer_number
        where c.person_id = p.id
      ) as coverages
    from holder h join person p on p.id = h.person_id and p.birth_date = h.birth_date`;
}
