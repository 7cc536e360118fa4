/** An official list beside what is known: its lines stand in a table that lives as long as the transaction. */
import { recordsOf } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
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

/** How many registered facilities say otherwise than the list, in whatever width and spacing. */
export async function countRegisteredDiffering(tx: Tx): Promise<number> {
  const plain = (column: string) =>
    sql`upper(regexp_replace(normalize(${sql.ref(column)}, nfkc), '[[:space:]ー－‐−-]', '', 'g'))`;
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from facility f join facility_list_line l on l.code = f.code
    where ${sql.join(
      facts.map((fact) => sql`coalesce(${plain(`l.${fact}`)} <> ${plain(`f.${fact}`)}, false)`),
      sql` or `,
    )}`.execute(tx);

  return rows[0]?.count ?? 0;
}

export async function applyList(
  tx: Tx,
  { source, listedOn, isWhole }: { source: string; listedOn: Temporal.PlainDate; isWhole: boolean },
): Promise<void> {
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
      listed_on = excluded.listed_on, left_on = null
    where facility_master.listed_on <= excluded.listed_on`.execute(tx);
  if (isWhole) {
    await sql`update facility_master m set left_on = ${listedOn}::date where ${gone(listedOn)}`.execute(
      tx,
    );
  }
}

export async function insertList(tx: Tx, list: FacilityListTable): Promise<void> {
  await tx.insertInto("facilityList").values(list).execute();
}
