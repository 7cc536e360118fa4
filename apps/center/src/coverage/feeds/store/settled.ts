/**
 * A full file mostly says what is known already. Who is spoken of just as they are known, and in no other way, is set aside
 * first: everything after it then costs what changes, not what the file is long.
 */
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Plan } from "./match.ts";
import { facts, period } from "./plan.ts";
import { coverageFacts, personFacts } from "./stage.ts";

/** @returns how many lines were taken out of `feed_line`: each is the same as one coverage that is known, and as its person */
export async function setSettledAside(
  tx: Tx,
  { insurerNumber, mode, asOf }: Pick<Plan, "insurerNumber" | "mode" | "asOf">,
): Promise<number> {
  if (mode === "diff") return 0;
  const number = sql`coalesce(symbol, '') as symbol_key, number`;
  await sql`
    create temp table feed_same on commit drop as
    select l.line, c.person_id, c.id
    from feed_line l
    join coverage c on c.insurer_number = ${insurerNumber} and c.number = l.number and c.qualified_on = l.qualified_on
    join person p on p.id = c.person_id
    where not l.is_removal and not l.is_confirmed
      and ${facts("l", coverageFacts)} is not distinct from ${facts("c", coverageFacts)}
      and ${facts("l", personFacts)} is not distinct from ${facts("p", personFacts)}`.execute(tx);
  await sql`analyze feed_same`.execute(tx);
  await sql`
    create temp table feed_unsettled on commit drop as
    with known as (
      select person_id, id, ${number}, coalesce(branch, '') as branch_key, ${period("coverage")} as days
      from coverage where insurer_number = ${insurerNumber}
    ), other_line as (
      select distinct ${number} from feed_line l
      where not exists (select from feed_same s where s.line = l.line)
    ), shared as (
      select symbol_key, number, branch_key from known group by 1, 2, 3
      having min(person_id::text) <> max(person_id::text)
    )
    -- Some line under one of their numbers says something else: it may speak of them.
    select person_id from known join other_line using (symbol_key, number)
    union
    -- Somebody else has the same number.
    select person_id from known join shared using (symbol_key, number, branch_key)
    union
    -- No line speaks of a coverage that holds.
    select person_id from known k
    where not isempty(days * daterange(${asOf}::date, null))
      and not exists (select from feed_same s where s.id = k.id)
    union
    -- Said twice, or true of two coverages.
    select person_id from feed_same
    where id in (select id from feed_same group by id having count(*) > 1)
      or line in (select line from feed_same group by line having count(*) > 1)`.execute(tx);
  await sql`analyze feed_unsettled`.execute(tx);
  await sql`delete from feed_same where person_id in (select person_id from feed_unsettled)`.execute(
    tx,
  );
  const { rows } = await sql<{ lines: number }>`
    select count(*)::int as lines from feed_same`.execute(tx);
  const lines = rows[0]?.lines ?? 0;
  if (lines === 0) return 0;
  await sql`
    create temp table feed_rest on commit drop as
    select * from feed_line l where not exists (select from feed_same s where s.line = l.line)`.execute(
    tx,
  );
  await sql`drop table feed_line`.execute(tx);
  await sql`alter table feed_rest rename to feed_line`.execute(tx);
  await sql`analyze feed_line`.execute(tx);

  return lines;
}
