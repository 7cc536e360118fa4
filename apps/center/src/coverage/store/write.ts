/** What becomes known. Nothing that was known is lost: it moves to the history in the statement that puts the new in its place. */
import { insertRows, recordsOf, snakeCase } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { CoverageRecord, PersonRecord } from "../rules/registry.ts";

/** For seeding: what is not said of a person is not known. */
export type PersonRow = Pick<
  PersonRecord,
  "id" | "name" | "kana" | "sex" | "birthDate" | "address" | "suspendedAt"
>;

/** For seeding: what is not said of a coverage is usual. */
export type CoverageRow = Omit<CoverageRecord, "recordedAt" | "classification" | "issuedOn"> &
  Partial<Pick<CoverageRecord, "classification" | "issuedOn">>;

type Row = Readonly<Record<string, unknown>>;

/** People who are there already stay as they are. */
export async function insertPeople(
  tx: Tx,
  people: readonly PersonRow[],
  recordedAt: Temporal.Instant,
): Promise<void> {
  await insertRows(tx, "person", personTypes, peopleRecords(people, recordedAt), keep);
}

/** Coverages that are there already stay as they are. */
export async function insertCoverages(
  tx: Tx,
  coverages: readonly CoverageRow[],
  recordedAt: Temporal.Instant,
): Promise<void> {
  await insertRows(tx, "coverage", coverageTypes, coverageRecords(coverages, recordedAt), keep);
}

/** New people, and people of whom something else is known from `recordedAt` on. Each once, all in one statement. */
export async function putPeople(tx: Tx, people: readonly PersonRecord[]): Promise<void> {
  await putRecords(tx, "person", people);
}

/**
 * New coverages, and coverages of which something else is known from `recordedAt` on. Each once, all in one statement.
 * The database refuses (SQLSTATE 23P01) two of one insurer that hold for one person on one day.
 */
export async function putCoverages(tx: Tx, coverages: readonly CoverageRecord[]): Promise<void> {
  await putRecords(tx, "coverage", coverages);
}

/**
 * For filling an empty registry: overlaps are looked for once, after `load`, which takes a fifth of the time that looking
 * row by row takes. Until the transaction ends nobody else reads coverages.
 */
export async function checkOverlapsOnce(tx: Tx, load: () => Promise<void>): Promise<void> {
  const { rows } = await sql<Built>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where conname = 'coverage_one_at_a_time'`.execute(tx);
  if (rows.length === 0) {
    throw new Error("the registry has lost its check of overlaps");
  }
  await buildOnce(tx, rows, load);
}

/**
 * The same for every key, index and reference to insurers of people and coverages: for filling a registry with millions.
 * Nobody else reads either meanwhile.
 */
export async function indexOnce(tx: Tx, load: () => Promise<void>): Promise<void> {
  const { rows } = await sql<Built>`
    select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name,
      coalesce(pg_get_constraintdef(c.oid), pg_get_indexdef(i.indexrelid)) as definition
    from pg_index i left join pg_constraint c on c.conindid = i.indexrelid
    where i.indrelid in ('person'::regclass, 'coverage'::regclass)
    union all
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    from pg_constraint where contype = 'f' and conrelid in ('person'::regclass, 'coverage'::regclass)`.execute(
    tx,
  );
  await buildOnce(tx, rows, load);
}

/** A constraint, or an index with the statement that makes it. */
type Built = { readonly table: string; readonly name: string; readonly definition: string };

async function buildOnce(
  tx: Tx,
  parts: readonly Built[],
  load: () => Promise<void>,
): Promise<void> {
  const isIndex = ({ definition }: Built) => definition.startsWith("CREATE ");
  for (const part of parts) {
    await (
      isIndex(part)
        ? sql`drop index ${sql.table(part.name)}`
        : sql`alter table ${sql.table(part.table)} drop constraint ${sql.ref(part.name)}`
    ).execute(tx);
  }
  await load();
  await sql`set local maintenance_work_mem = '512MB'`.execute(tx);
  for (const part of parts) {
    await (
      isIndex(part)
        ? sql.raw(part.definition)
        : sql`
            alter table ${sql.table(part.table)} add constraint ${sql.ref(part.name)} ${sql.raw(part.definition)}`
    ).execute(tx);
  }
}

/** Every column with its type. One that is forgotten does not compile. */
export const personTypes = {
  id: "uuid",
  name: "text",
  nameOther: "text",
  kana: "text",
  kanaOther: "text",
  sex: "text",
  birthDate: "date",
  postalCode: "text",
  address: "text",
  suspendedAt: "timestamptz",
  recordedAt: "timestamptz",
} as const satisfies Record<keyof PersonRecord, string>;

export const coverageTypes = {
  personId: "uuid",
  id: "uuid",
  classification: "text",
  insurerNumber: "text",
  symbol: "text",
  number: "text",
  branch: "text",
  relationship: "text",
  insuredName: "text",
  qualifiedOn: "date",
  disqualifiedOn: "date",
  lossReason: "text",
  issuedOn: "date",
  validFrom: "date",
  validTo: "date",
  copayTenths: "integer",
  preschool: "boolean",
  elderlyCertificate: "jsonb",
  limitCertificate: "jsonb",
  specificDiseases: "jsonb",
  recordedAt: "timestamptz",
} as const satisfies Record<keyof CoverageRecord, string>;

export const keep = { present: "keep" } as const;

export const peopleRecords = (people: readonly PersonRow[], recordedAt: Temporal.Instant) =>
  people.map((person) => ({ ...nothingMore, ...person, recordedAt }));

export const coverageRecords = (coverages: readonly CoverageRow[], recordedAt: Temporal.Instant) =>
  coverages.map((coverage) => ({ ...usual, ...coverage, recordedAt }));

const nothingMore = { nameOther: null, kanaOther: null, postalCode: null };
const usual = { classification: "01", issuedOn: null };

const stored = {
  person: { key: ["id"], columns: columnsBeside(["id"], personTypes) },
  coverage: {
    key: ["person_id", "id"],
    columns: columnsBeside(["person_id", "id"], coverageTypes),
  },
} as const;

function columnsBeside(key: readonly string[], types: object): readonly string[] {
  return Object.keys(types)
    .map(snakeCase)
    .filter((column) => !key.includes(column));
}

async function putRecords(
  tx: Tx,
  table: "person" | "coverage",
  records: readonly Row[],
): Promise<void> {
  await putFrom(tx, table, recordsOf(table, records));
}

/** The same from a table or query that has the columns of `table`, each row once: for any number of rows. */
export async function putFrom(
  tx: Tx,
  table: "person" | "coverage",
  source: RawBuilder<unknown>,
): Promise<void> {
  const current = sql.table(table);
  const { key, columns } = stored[table];
  const keyColumns = sql.join(key.map((column) => sql.ref(column)));
  const all = [...key, ...columns];
  const changes = columns.map(
    (column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`,
  );
  const list = sql.join(all.map((column) => sql.ref(column)));
  const known = sql.join(all.map((column) => sql.ref(`known.${column}`)));
  await sql`
    with incoming as (
      select * from ${source}
    ), superseded as (
      insert into ${sql.table(`${table}_history`)} (${list}, superseded_at)
      select ${known}, incoming.recorded_at from incoming join ${current} known using (${keyColumns})
    )
    insert into ${current} (${list}) select ${list} from incoming
    on conflict (${keyColumns}) do update set ${sql.join(changes)}
  `.execute(tx);
}

/** The same for rows that are not there yet: at half the cost. */
export async function insertFrom(
  tx: Tx,
  table: "person" | "coverage",
  source: RawBuilder<unknown>,
): Promise<void> {
  const { key, columns } = stored[table];
  const list = sql.join([...key, ...columns].map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${list}) select ${list} from ${source}`.execute(tx);
}
