/**
 * Whom each line speaks of. A person is known to an insurer by 記号・番号・枝番 and birth date. Where a line then gives
 * another reading of the name, or names a coverage that is known (by 枝番 and 資格取得年月日) with another birth date, it
 * may speak of somebody else: unless the insurer says that it has made sure, nothing of that person is changed and they
 * are suspended (照会停止中) until a file says so.
 */
import { sameName } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { FeedMode } from "../columns.ts";

export type Plan = {
  readonly insurerNumber: string;
  readonly mode: FeedMode;
  /** The day of which a full file says who is insured, ISO 8601. */
  readonly asOf: string;
  /** From when on it is known. */
  readonly now: Temporal.Instant;
};

/** UUIDv7 (RFC 9562), made where the rows are: all of one moment, so that they lie together. */
export function newUuid(at: Temporal.Instant): RawBuilder<unknown> {
  const time = at.epochMilliseconds.toString(16).padStart(12, "0");
  const prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;

  return sql`(${sql.lit(prefix)} || substr(gen_random_uuid()::text, 16))::uuid`;
}

/** @returns in `feed_known` what is known of whom the file may speak, in `feed_match` one row for each line */
export async function matchPeople(
  tx: Tx,
  { insurerNumber, mode, now }: Pick<Plan, "insurerNumber" | "mode" | "now">,
): Promise<void> {
  const concerned =
    mode === "full"
      ? sql`not exists (select from feed_same s where s.person_id = c.person_id)`
      : sql`c.person_id in (
          select h.person_id from feed_line l
          join coverage h on (h.insurer_number || ' ' || h.number) = (${insurerNumber} || ' ' || l.number)
            and coalesce(h.symbol, '') = coalesce(l.symbol, ''))`;
  await sql`
    create temp table feed_known on commit drop as
    select c.*, coalesce(c.symbol, '') as symbol_key, coalesce(c.branch, '') as branch_key, p.birth_date
    from coverage c join person p on p.id = c.person_id
    where c.insurer_number = ${insurerNumber} and ${concerned}`.execute(tx);
  await sql`analyze feed_known`.execute(tx);
  await sql`
    create temp table feed_match on commit drop as
    with holder as (
      select symbol_key, number, branch_key, birth_date,
        min(person_id::text)::uuid as first, max(person_id::text)::uuid as last
      from feed_known group by symbol_key, number, branch_key, birth_date
    ), line as (
      select l.line, l.number, l.birth_date, l.qualified_on, l.is_confirmed,
        coalesce(l.symbol, '') as symbol_key, coalesce(l.branch, '') as branch_key, h.first, h.last
      from feed_line l
      left join holder h on h.symbol_key = coalesce(l.symbol, '') and h.number = l.number
        and h.branch_key = coalesce(l.branch, '') and h.birth_date = l.birth_date
    ), other as (
      select distinct on (l.line) l.line, k.person_id
      from line l join feed_known k using (symbol_key, number, branch_key, qualified_on)
      -- Without a branch a family has one number, and a person of 75 has one alone.
      where l.first is null and (k.branch_key <> '' or k.symbol_key = '')
      order by l.line, k.disqualified_on desc nulls first, k.birth_date, k.person_id
    ), found as (
      select l.*, o.person_id as other from line l left join other o using (line)
    ), newcomer as (
      select symbol_key, number, branch_key, birth_date, ${newUuid(now)} as id
      from (
        select distinct symbol_key, number, branch_key, birth_date from found
        where first is null and other is null
      ) people
    )
    select f.line, coalesce(f.first, f.other, n.id) as person_id, n.id is not null as is_new,
      f.first is distinct from f.last as is_ambiguous,
      f.other is not null and not f.is_confirmed as is_held
    from found f
    left join newcomer n on f.first is null and f.other is null
      and n.symbol_key = f.symbol_key and n.number = f.number and n.branch_key = f.branch_key
      and n.birth_date = f.birth_date`.execute(tx);
  await sql`analyze feed_match`.execute(tx);
  await holdOtherNames(tx);
  await sql`
    update feed_match set is_held = true
    where not is_held and person_id in (select person_id from feed_match where is_held)`.execute(
    tx,
  );
}

type Names = {
  readonly line: number;
  readonly name: string;
  readonly kana: string;
  readonly knownName: string;
  readonly knownKana: string;
};

const NAMES_AT_ONCE = 5000;

/** Only names that are not the same letter by letter need to be read. */
async function holdOtherNames(tx: Tx): Promise<void> {
  await sql`
    create temp table feed_name on commit drop as
    select l.line, l.name, l.kana, p.name as known_name, p.kana as known_kana
    from feed_match m join feed_line l using (line) join person p on p.id = m.person_id
    where l.kana <> p.kana and not l.is_confirmed and not m.is_held and not m.is_ambiguous`.execute(
    tx,
  );
  await sql`create index on feed_name (line)`.execute(tx);
  for (let after = 0; ;) {
    const { rows } = await sql<Names>`
      select * from feed_name where line > ${after} order by line limit ${NAMES_AT_ONCE}`.execute(
      tx,
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.line;
    const held = rows.filter(isOther).map(({ line }) => line);
    await sql`update feed_match set is_held = true where line = any(${held}::int[])`.execute(tx);
  }
}

/** Never by kanji alone: the reading decides. */
function isOther({ name, kana, knownName, knownKana }: Names): boolean {
  const match = sameName({ name, kana }, { name: knownName, kana: knownKana });
  return match === "different" || match === "kanji-only";
}
