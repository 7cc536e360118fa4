/** The plan, counted and written. */
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { checkOverlapsOnce, insertFrom, putFrom } from "../../store/write.ts";
import type { Plan } from "./match.ts";
import { columnsOf, coverageFacts, personFacts } from "./stage.ts";

export type FeedCounts = {
  readonly lines: number;
  readonly peopleAdded: number;
  readonly peopleChanged: number;
  /** 照会停止中 from now on, and no longer. */
  readonly peopleSuspended: number;
  readonly peopleResumed: number;
  readonly coveragesAdded: number;
  readonly coveragesChanged: number;
  readonly coveragesEnded: number;
  readonly coveragesUnchanged: number;
  /** Lines that may speak of somebody else. */
  readonly linesHeld: number;
  /** Coverages of the insurer that held on the day, before. */
  readonly coveragesBefore: number;
};

/** @param before coverages that held on the day. @param settled lines that were set aside */
export async function countChanges(tx: Tx, before: number, settled: number): Promise<FeedCounts> {
  const { rows } = await sql<FeedCounts>`
    select ${before}::int as "coveragesBefore", m.*, p.*, c.*, u.* from
      (select ${settled}::int + count(*)::int as lines, count(*) filter (where is_held)::int as "linesHeld" from feed_match) m,
      (select
        count(*) filter (where change = 'added')::int as "peopleAdded",
        count(*) filter (where change = 'changed')::int as "peopleChanged",
        count(*) filter (where change = 'suspended')::int as "peopleSuspended",
        count(*) filter (where change = 'resumed')::int as "peopleResumed"
      from feed_person) p,
      (select
        count(*) filter (where not is_end and phase = 3)::int as "coveragesAdded",
        count(*) filter (where not is_end and phase < 3)::int as "coveragesChanged",
        count(*) filter (where is_end)::int as "coveragesEnded"
      from feed_change) c,
      (select ${settled}::int + count(*) filter (where known_id is not null and not changes and not is_removal)::int
        as "coveragesUnchanged" from feed_plan) u`.execute(tx);
  const [counts] = rows;
  if (counts === undefined) throw new Error("counting gave no row");

  return counts;
}

/** Somebody changed one of these people while the file was read: the whole is worked out again, as after SQLSTATE 40001. */
class Overtaken extends Error {
  readonly code = "40001";
}

export async function applyChanges(
  tx: Tx,
  { insurerNumber, now }: Pick<Plan, "insurerNumber" | "now">,
): Promise<void> {
  await holdPeople(tx);
  const people = (which: RawBuilder<unknown>) => sql`(
    select id, ${columnsOf("f", personFacts)}, suspended_at, recorded_at from feed_person f where ${which}
  ) people`;
  await insertFrom(tx, "person", people(sql`change = 'added'`));
  await putFrom(tx, "person", people(sql`change <> 'added'`));
  await sql`
    insert into suspension
    select f.id, ${insurerNumber}, case when bool_or(l.birth_date <> f.birth_date) then 'birth-date' else 'kana' end,
      ${now.toString()}
    from feed_person f join feed_match m on m.person_id = f.id join feed_line l using (line)
    where f.change = 'suspended' group by f.id
    on conflict (person_id) do nothing`.execute(tx);
  await sql`
    delete from suspension where person_id in (select id from feed_person where change = 'resumed')`.execute(
    tx,
  );
  const { rows } = await sql`select from coverage limit 1`.execute(tx);
  if (rows.length === 0) await checkOverlapsOnce(tx, () => putCoverages(tx));
  else await putCoverages(tx);
}

async function putCoverages(tx: Tx): Promise<void> {
  const coverages = (phase: 1 | 2 | 3) => sql`(
    select person_id, id, insurer_number, ${columnsOf("c", coverageFacts)}, recorded_at
    from feed_change c where phase = ${phase}
  ) coverages`;
  await putFrom(tx, "coverage", coverages(1));
  await putFrom(tx, "coverage", coverages(2));
  await insertFrom(tx, "coverage", coverages(3));
}

async function holdPeople(tx: Tx): Promise<void> {
  await sql`
    select from person
    where id in (
      select id from feed_person where seen is not null
      union select person_id from feed_change where seen is not null
    )
    order by id for no key update`.execute(tx);
  // A statement of its own: it sees what whoever held them before has written.
  const { rows } = await sql`
    select from feed_person f left join person p using (id)
    where f.seen is not null and p.recorded_at is distinct from f.seen
    union all
    select from feed_change f left join coverage c on c.person_id = f.person_id and c.id = f.id
    where f.seen is not null and c.recorded_at is distinct from f.seen
    limit 1`.execute(tx);
  if (rows.length > 0) throw new Overtaken("the registry changed meanwhile");
}
