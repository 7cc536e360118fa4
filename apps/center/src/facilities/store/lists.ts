/** An official list beside what is known: its lines stand in a table that lives as long as the transaction. */
import { recordsOf } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { DetailField } from "../rules/details.ts";
import type { ListedFacility } from "../rules/listed.ts";

type FacilityListTable = {
  id: string;
  source: string;
  listedOn: Temporal.PlainDate;
  fileName: string;
  sha256: string;
  lines: number;
  added: number;
  changed: number;
  unchanged: number;
  gone: number;
  importedAt: Temporal.Instant;
  importedBy: string;
  /** Null of lists from before this was kept. */
  kind: string | null;
  prefectureCode: string | null;
  isWhole: boolean | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    facilityList: FacilityListTable;
  }
}

/** As many lines as one statement carries. */
const BATCH = 2000;

export type ListLine = ListedFacility & { readonly line: number };

export type ListStage = {
  add(lines: readonly ListLine[]): Promise<void>;
  /** Writes the rest. */
  end(): Promise<void>;
};

export async function openListStage(tx: Tx): Promise<ListStage> {
  await sql`
    create temp table facility_list_line on commit drop as
    select 0 as line, code, kind, prefecture_code, name, founder, postal_code, address, phone,
      designated_on, designated_until
    from facility_master limit 0`.execute(tx);
  let held: ListLine[] = [];
  const write = async (lines: readonly ListLine[]): Promise<void> => {
    await sql`
      insert into facility_list_line
      select * from ${recordsOf("facility_list_line", lines)}`.execute(tx);
  };

  return {
    async add(lines) {
      held.push(...lines);
      while (held.length >= BATCH) {
        await write(held.slice(0, BATCH));
        held = held.slice(BATCH);
      }
    },
    async end() {
      if (held.length > 0) await write(held);
      await sql`create index on facility_list_line (code)`.execute(tx);
      await sql`analyze facility_list_line`.execute(tx);
    },
  };
}

/** Lines whose code stands above them already. */
export async function repeatedLines(tx: Tx, limit: number): Promise<{ line: number }[]> {
  const { rows } = await sql<{ line: number }>`
    select line from (
      select line, row_number() over (partition by code order by line) as place from facility_list_line
    ) numbered
    where place > 1 order by line limit ${limit}`.execute(tx);

  return rows;
}

export type ListCounts = {
  readonly lines: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Known from a newer list: left as they are. */
  readonly older: number;
  /** Known, and not in a whole list of their kind and prefecture. */
  readonly gone: number;
};

const facts = ["name", "founder", "postal_code", "address", "phone"] as const;
const same = sql`
  (m.kind, m.name, m.founder, m.postal_code, m.address, m.phone, m.designated_on, m.designated_until, m.left_on)
  is not distinct from
  (l.kind, l.name, l.founder, l.postal_code, l.address, l.phone, l.designated_on, l.designated_until, null::date)`;

/** Of the kinds and prefectures of a whole list. */
const gone = (listedOn: Temporal.PlainDate) => sql`
  m.left_on is null and m.listed_on <= ${listedOn}
  and (m.kind, m.prefecture_code) in (select distinct kind, prefecture_code from facility_list_line)
  and not exists (select 1 from facility_list_line l where l.code = m.code)`;

/** @param isWhole whether what the list lacks has gone */
export async function countList(
  tx: Tx,
  listedOn: Temporal.PlainDate,
  isWhole: boolean,
): Promise<ListCounts & { readonly known: number }> {
  const { rows } = await sql<Omit<ListCounts, "gone">>`
    select count(*) as lines,
      count(*) filter (where m.code is null) as added,
      count(*) filter (where m.listed_on <= ${listedOn} and not ${same}) as changed,
      count(*) filter (where m.listed_on <= ${listedOn} and ${same}) as unchanged,
      count(*) filter (where m.listed_on > ${listedOn}) as older
    from facility_list_line l left join facility_master m on m.code = l.code`.execute(tx);
  const { rows: ended } = await sql<{ gone: number; known: number }>`
    select count(*) filter (where ${gone(listedOn)}) as gone,
      count(*) filter (where m.left_on is null and (m.kind, m.prefecture_code) in
        (select distinct kind, prefecture_code from facility_list_line)) as known
    from facility_master m`.execute(tx);
  const [counts] = rows;
  const [end] = ended;
  if (!counts || !end) {
    throw new Error("counting a list gave nothing");
  }

  return { ...counts, gone: isWhole ? end.gone : 0, known: end.known };
}

export type MasterDifference = {
  readonly code: string;
  readonly field: DetailField;
  readonly before: string | null;
  readonly after: string | null;
};

/** What the list says otherwise than the lists before it, value by value. */
export async function listDifferences(
  tx: Tx,
  listedOn: Temporal.PlainDate,
  limit: number,
): Promise<MasterDifference[]> {
  const { rows } = await sql<MasterDifference>`
    select m.code, f.field, f.before, f.after
    from facility_list_line l join facility_master m on m.code = l.code,
      lateral (values ${sql.join(
        facts.map(
          (fact) =>
            sql`(${fact === "postal_code" ? "postalCode" : fact}::text, ${sql.ref(`m.${fact}`)}, ${sql.ref(`l.${fact}`)})`,
        ),
      )}) as f (field, before, after)
    where m.listed_on <= ${listedOn} and f.before is distinct from f.after
    order by m.code, f.field limit ${limit}`.execute(tx);

  return rows;
}

export type Arrival = {
  readonly code: string;
  readonly name: string;
  readonly change: "added" | "gone";
};

/** Who is new in the list, and who is missing in it. */
export async function arrivals(
  tx: Tx,
  listedOn: Temporal.PlainDate,
  isWhole: boolean,
  limit: number,
): Promise<Arrival[]> {
  const { rows } = await sql<Arrival>`
    select l.code, l.name, 'added' as change from facility_list_line l
    where not exists (select 1 from facility_master m where m.code = l.code)
    union all
    select m.code, m.name, 'gone' from facility_master m where ${isWhole}::boolean and ${gone(listedOn)}
    order by change desc, code limit ${limit}`.execute(tx);

  return rows;
}

/** In whatever width and spacing. */
const plain = (column: string) =>
  sql`upper(regexp_replace(normalize(${sql.ref(column)}, nfkc), '[[:space:]ー－‐−-]', '', 'g'))`;

/** How many registered facilities say otherwise than the list. */
export async function countRegisteredDiffering(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from facility f join facility_list_line l on l.code = f.code
    where ${sql.join(
      facts.map((fact) => sql`coalesce(${plain(`l.${fact}`)} <> ${plain(`f.${fact}`)}, false)`),
      sql` or `,
    )}`.execute(tx);

  return rows[0]?.count ?? 0;
}

/** The same place under another code, of its own or together with others. */
export type Succession = {
  readonly code: string;
  readonly name: string;
  readonly became: string;
  readonly becameName: string;
  readonly isMerger: boolean;
};

/**
 * Where those who left a whole list seem to have gone: to the one line of their kind with the same name and address or
 * telephone number, or with the same address and the same telephone number or founder. Where two lines would do, to none.
 */
export async function findSuccessions(
  tx: Tx,
  listedOn: Temporal.PlainDate,
  isWhole: boolean,
): Promise<void> {
  await sql`
    create temp table facility_list_succession on commit drop as
    with ended as (
      select m.code, m.kind, ${plain("m.name")} as name, ${plain("m.address")} as address, ${plain("m.phone")} as phone,
        ${plain("m.founder")} as founder
      from facility_master m where ${isWhole}::boolean and ${gone(listedOn)}
    ), listed as (
      select l.code, l.kind, ${plain("l.name")} as name, ${plain("l.address")} as address, ${plain("l.phone")} as phone,
        ${plain("l.founder")} as founder
      from facility_list_line l where exists (select 1 from ended)
    ), pair as (
      select e.code, l.code as became from ended e join listed l on l.kind = e.kind and l.name = e.name
      where l.address = e.address or l.phone = e.phone
      union
      select e.code, l.code from ended e join listed l on l.kind = e.kind and l.address = e.address
      where l.phone = e.phone or l.founder = e.founder
    )
    select code, min(became) as became from pair group by code having count(*) = 1`.execute(tx);
}

export async function successions(tx: Tx, limit: number): Promise<Succession[]> {
  const { rows } = await sql<Succession>`
    select s.code, m.name, s.became, l.name as became_name,
      count(*) over (partition by s.became) > 1
        or exists (select 1 from facility_master known where known.code = s.became) as is_merger
    from facility_list_succession s
    join facility_master m on m.code = s.code
    join facility_list_line l on l.code = s.became
    order by s.became, s.code limit ${limit}`.execute(tx);

  return rows;
}

/** A registered facility whose entry changes, so that it says otherwise than the list from now on. */
export type Affected = {
  readonly facilityId: string;
  readonly code: string;
  readonly name: string;
  /** Where the list says something new that the facility does not say; none where it left the list. */
  readonly fields: readonly DetailField[];
  readonly became: string | null;
};

/** After `findSuccessions`. */
export async function affectedFacilities(
  tx: Tx,
  listedOn: Temporal.PlainDate,
  isWhole: boolean,
): Promise<Affected[]> {
  const { rows } = await sql<Affected>`
    select f.id as facility_id, f.code, f.name, to_json(changed.fields) as fields, null as became
    from facility f
    join facility_list_line l on l.code = f.code
    join facility_master m on m.code = f.code and m.listed_on <= ${listedOn},
      lateral (select array_remove(array[${sql.join(
        facts.map(
          (fact) => sql`case when ${sql.ref(`l.${fact}`)} is distinct from ${sql.ref(`m.${fact}`)}
            and ${plain(`l.${fact}`)} <> ${plain(`f.${fact}`)} then ${fact === "postal_code" ? "postalCode" : fact}::text end`,
        ),
      )}], null) as fields) changed
    where f.closed_on is null and cardinality(changed.fields) > 0
    union all
    select f.id, f.code, f.name, '[]'::json, s.became
    from facility f
    join facility_master m on m.code = f.code
    left join facility_list_succession s on s.code = f.code
    where f.closed_on is null and ${isWhole}::boolean and ${gone(listedOn)}
    order by code`.execute(tx);

  return rows;
}

type Applied = {
  readonly id: string;
  readonly source: string;
  readonly listedOn: Temporal.PlainDate;
  readonly isWhole: boolean;
  readonly at: Temporal.Instant;
};

/** After `insertList` and `findSuccessions`. Each place that changes gets a version. */
export async function applyList(
  tx: Tx,
  { id, source, listedOn, isWhole, at }: Applied,
): Promise<void> {
  await sql`
    create temp table facility_list_change on commit drop as
    select l.code, case when m.code is null then 'added' else 'changed' end as change
    from facility_list_line l left join facility_master m on m.code = l.code
    where m.code is null or (m.listed_on <= ${listedOn} and not ${same})
    union all
    select m.code, 'gone' from facility_master m where ${isWhole}::boolean and ${gone(listedOn)}`.execute(
    tx,
  );
  await sql`
    insert into facility_master (code, kind, prefecture_code, name, founder, postal_code, address, phone,
      designated_on, designated_until, source, listed_on)
    select code, kind, prefecture_code, name, founder, postal_code, address, phone,
      designated_on, designated_until, ${source}, ${listedOn}::date
    from facility_list_line
    on conflict (code) do update set
      kind = excluded.kind, prefecture_code = excluded.prefecture_code, name = excluded.name,
      founder = excluded.founder, postal_code = excluded.postal_code, address = excluded.address,
      phone = excluded.phone, designated_on = excluded.designated_on,
      designated_until = excluded.designated_until, source = excluded.source,
      listed_on = excluded.listed_on, left_on = null, became = null
    where facility_master.listed_on <= excluded.listed_on`.execute(tx);
  await sql`
    update facility_master m set left_on = ${listedOn}::date,
      became = (select s.became from facility_list_succession s where s.code = m.code)
    from facility_list_change c where c.code = m.code and c.change = 'gone'`.execute(tx);
  await sql`
    insert into facility_master_version (code, recorded_at, listed_on, list_id, source, change, kind, prefecture_code,
      name, founder, postal_code, address, phone, designated_on, designated_until, became)
    select m.code, ${at}::timestamptz, ${listedOn}::date, ${id}::uuid, ${source}, c.change, m.kind, m.prefecture_code,
      m.name, m.founder, m.postal_code, m.address, m.phone, m.designated_on, m.designated_until, m.became
    from facility_list_change c join facility_master m on m.code = c.code`.execute(tx);
}

export type TakenInList = Selectable<FacilityListTable>;

/** The newest first. */
export async function takenInLists(executor: Executor, limit: number): Promise<TakenInList[]> {
  return executor
    .selectFrom("facilityList")
    .selectAll()
    .orderBy("importedAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** The last list that may have said something of the area, whoever took it in. */
export async function newestListOf(
  executor: Executor,
  { kind, prefectureCode }: { readonly kind: string; readonly prefectureCode: string | null },
): Promise<string | null> {
  const found = await executor
    .selectFrom("facilityList")
    .select("id")
    .where("kind", "=", kind)
    .where((expression) =>
      prefectureCode === null
        ? expression.lit(true)
        : expression.or([
            expression("prefectureCode", "is", null),
            expression("prefectureCode", "=", prefectureCode),
          ]),
    )
    .orderBy("importedAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

  return found?.id ?? null;
}

export async function insertList(tx: Tx, list: FacilityListTable): Promise<void> {
  await tx.insertInto("facilityList").values(list).execute();
}
