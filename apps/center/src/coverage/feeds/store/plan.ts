/** What a file changes: worked out as a whole before anything is written, so that a dry run says the same. */
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { newUuid } from "./match.ts";
import type { Plan } from "./match.ts";
import { columnsOf, coverageFacts, personFacts } from "./stage.ts";

/** The days on which a coverage holds; none for one that was taken back. */
export function period(alias: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const begin = sql`greatest(${column("qualified_on")}, ${column("valid_from")})`;
  const end = sql`least(${column("disqualified_on")}, ${column("valid_to")} + 1)`;
  return sql`case when ${begin} < coalesce(${end}, 'infinity') then daterange(${begin}, ${end}) else 'empty' end`;
}

/** As the answer carries it: a member that is null and one that is missing say the same. */
export function facts(alias: string, names: readonly string[]): RawBuilder<unknown> {
  const isJson = (name: string) => name.endsWith("_certificate") || name === "specific_diseases";
  return sql`row(${sql.join(
    names.map((name) =>
      isJson(name)
        ? sql`jsonb_strip_nulls(${sql.ref(`${alias}.${name}`)})`
        : sql.ref(`${alias}.${name}`),
    ),
  )})`;
}

export async function planChanges(tx: Tx, plan: Plan): Promise<void> {
  await sql`
    create temp table feed_plan on commit drop as
    with one as (
      select distinct on (person_id, qualified_on) * from feed_known
      order by person_id, qualified_on, disqualified_on desc nulls first, valid_from, id
    )
    select l.line, m.person_id, l.qualified_on, m.is_new, l.is_removal, k.id as known_id, k.recorded_at as seen,
      k.id is not null and ${facts("l", coverageFacts)} is distinct from ${facts("k", coverageFacts)} as changes
    from feed_line l join feed_match m using (line)
    left join one k on k.person_id = m.person_id and k.qualified_on = l.qualified_on
    where not m.is_held and not m.is_ambiguous`.execute(tx);
  await sql`analyze feed_plan`.execute(tx);
  await planOtherBeginnings(tx);
  await planCoverages(tx, plan);
  await planPeople(tx, plan);
}

/** 資格取得年月日 was wrong: the one coverage of this person that the line's days fall on, and that no other line is about. */
async function planOtherBeginnings(tx: Tx): Promise<void> {
  await sql`
    with candidate as (
      select p.line, min(k.id::text)::uuid as id, max(k.recorded_at) as seen
      from feed_plan p join feed_line l using (line) join feed_known k on k.person_id = p.person_id
      where p.known_id is null and not p.is_new and not p.is_removal
        and ${period("k")} && ${period("l")}
        and not exists (select from feed_plan q where q.known_id = k.id)
      group by p.line having count(*) = 1
    ), first as (
      select distinct on (id) * from candidate order by id, line
    )
    update feed_plan p set known_id = first.id, seen = first.seen, changes = true
    from first where first.line = p.line`.execute(tx);
}

/**
 * `feed_change`: the coverages as they will be. Phase 1 ends or shortens, phase 2 does anything else to a known one, phase 3
 * begins: in this order no two of a person's coverages meet on the way.
 */
async function planCoverages(tx: Tx, { insurerNumber, mode, asOf, now }: Plan): Promise<void> {
  const recordedAt = sql`greatest(${now.toString()}::timestamptz, k.recorded_at + interval '1 microsecond')`;
  const kept = coverageFacts.filter((name) => name !== "disqualified_on" && name !== "loss_reason");
  await sql`
    create temp table feed_change on commit drop as
    select l.line, p.person_id, coalesce(p.known_id, ${newUuid(now)}) as id, p.seen,
      ${insurerNumber}::text as insurer_number, ${columnsOf("l", coverageFacts)},
      ${recordedAt} as recorded_at,
      case when k.id is null then 3 when ${period("l")} <@ ${period("k")} then 1 else 2 end as phase,
      k.id is not null and k.disqualified_on is null and l.disqualified_on is not null as is_end
    from feed_plan p join feed_line l using (line)
    left join feed_known k on k.person_id = p.person_id and k.id = p.known_id
    where (p.known_id is null or p.changes) and not p.is_removal`.execute(tx);
  const ended = (
    on: RawBuilder<unknown>,
    line: RawBuilder<unknown>,
    from: RawBuilder<unknown>,
  ) => sql`
    insert into feed_change (line, person_id, id, seen, insurer_number, ${columnNames(kept)},
      disqualified_on, loss_reason, recorded_at, phase, is_end)
    select ${line}, k.person_id, k.id, k.recorded_at, k.insurer_number, ${columnsOf("k", kept)},
      ${on}, '99', ${recordedAt}, 1, true
    from ${from}`;
  await ended(
    sql`k.qualified_on`,
    sql`p.line`,
    sql`feed_plan p join feed_known k on k.person_id = p.person_id and k.id = p.known_id
      where p.is_removal and k.disqualified_on is distinct from k.qualified_on`,
  ).execute(tx);
  if (mode === "full") {
    await ended(
      sql`greatest(${asOf}::date, k.qualified_on)`,
      sql`null::int`,
      sql`feed_known k
        where not isempty(${period("k")} * daterange(${asOf}::date, null))
          and not exists (select from feed_plan p where p.known_id = k.id)
          and not exists (select from feed_match m where m.person_id = k.person_id and (m.is_held or m.is_ambiguous))`,
    ).execute(tx);
  }
  await sql`analyze feed_change`.execute(tx);
}

/** `feed_person`: the people as they will be. Of several lines of one person, that of the newest coverage says who it is. */
async function planPeople(tx: Tx, { now }: Plan): Promise<void> {
  const recordedAt = sql`greatest(${now.toString()}::timestamptz, p.recorded_at + interval '1 microsecond')`;
  await sql`
    create temp table feed_person on commit drop as
    with said as (
      select distinct on (m.person_id) m.person_id, l.is_confirmed, ${columnsOf("l", personFacts)}
      from feed_match m join feed_line l using (line)
      where not m.is_held and not m.is_ambiguous and not l.is_removal
      order by m.person_id, l.qualified_on desc, l.line desc
    )
    select l.person_id as id, ${columnsOf("l", personFacts)},
      case when not l.is_confirmed then p.suspended_at end as suspended_at,
      ${recordedAt} as recorded_at, p.recorded_at as seen,
      case when p.id is null then 'added'
        when l.is_confirmed and p.suspended_at is not null then 'resumed' else 'changed' end as change
    from said l left join person p on p.id = l.person_id
    where p.id is null or ${facts("l", personFacts)} is distinct from ${facts("p", personFacts)}
      or (l.is_confirmed and p.suspended_at is not null)
    union all
    select p.id, ${columnsOf("p", personFacts)}, ${recordedAt}, ${recordedAt}, p.recorded_at, 'suspended'
    from person p
    where p.id in (select person_id from feed_match where is_held) and p.suspended_at is null`.execute(
    tx,
  );
}

function columnNames(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}
