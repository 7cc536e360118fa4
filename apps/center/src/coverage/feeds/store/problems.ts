/** What is wrong with lines beside other lines and what is known, and which lines are held back. */
import type { ColumnPlaces, TableProblem, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import { placeOf } from "../columns.ts";
import type { FeedKey } from "../columns.ts";
import { period } from "./plan.ts";
import { feedProblem } from "../words.ts";
import type { FeedRule } from "../words.ts";

/** How many problems are kept; the rest are counted. A file with more of them has one cause. */
const KEPT = 10_000;

export type ProblemList = {
  add(problems: readonly TableProblem[]): void;
  readonly count: number;
  readonly kept: readonly TableProblem[];
};

export function problemList(): ProblemList {
  const kept: TableProblem[] = [];
  let count = 0;
  return {
    add(problems) {
      count += problems.length;
      kept.push(...problems.slice(0, KEPT - kept.length));
    },
    get count() {
      return count;
    },
    kept,
  };
}

/** Lines for which the file is refused. */
export async function findConflicts(
  tx: Tx,
  places: ColumnPlaces<FeedKey>,
  list: ProblemList,
): Promise<void> {
  const ask = async (
    rule: FeedRule,
    key: FeedKey,
    lines: ReturnType<typeof sql<{ line: number }>>,
  ) => {
    const { rows } = await lines.execute(tx);
    list.add(rows.map(({ line }) => feedProblem(rule, line, placeOf(places, key))));
  };
  await ask(
    "ambiguous",
    "branch",
    sql`select line from feed_match where is_ambiguous order by line`,
  );
  await ask(
    "same-twice",
    "qualifiedOn",
    sql`
      select max(line) as line from feed_plan
      group by person_id, qualified_on having count(*) > 1 order by 1`,
  );
  await ask(
    "unknown-coverage",
    "operation",
    sql`select line from feed_plan where is_removal and known_id is null order by line`,
  );
  // All coverages of whoever changes, as they will be.
  await ask(
    "overlaps",
    "validFrom",
    sql`
      with days as (
        select line, person_id, ${period("c")} as days from feed_change c
        union all
        select null, person_id, ${period("k")} from feed_known k
        where person_id in (select person_id from feed_change)
          and not exists (select from feed_change c where c.person_id = k.person_id and c.id = k.id)
      ), several as (
        select person_id from days group by person_id having count(*) > 1
      ), beside as (
        select coalesce(line, lag(line) over person) as line,
          lower(days) < max(coalesce(upper(days), 'infinity')) over (
            person rows between unbounded preceding and 1 preceding
          ) as meets
        from days where not isempty(days) and person_id in (select person_id from several)
        window person as (partition by person_id order by lower(days), line nulls first)
      )
      select line from beside where meets and line is not null order by line`,
  );
}

/** Lines that change nothing, for they may speak of somebody else. */
export async function findHeld(
  tx: Tx,
  places: ColumnPlaces<FeedKey>,
  list: ProblemList,
): Promise<void> {
  const { rows } = await sql<{ line: number; birth: boolean }>`
    select m.line, l.birth_date <> p.birth_date as birth
    from feed_match m join feed_line l using (line) join person p on p.id = m.person_id
    where m.is_held order by m.line limit ${KEPT}`.execute(tx);
  list.add(
    rows.map(({ line, birth }) =>
      feedProblem("other-person", line, placeOf(places, birth ? "birthDate" : "kana")),
    ),
  );
}
