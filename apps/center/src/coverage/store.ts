import type { CoverageAnswer } from "@madoguchi/contract";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Person } from "./rules.ts";

type InsurerTable = { number: string; name: string; kind: string };

type PersonTable = {
  id: string;
  name: string;
  kana: string;
  sex: "male" | "female" | "unset";
  birthDate: Temporal.PlainDate;
  address: string | null;
  suspendedAt: Temporal.Instant | null;
};

type CertificateLinkTable = {
  fingerprint: Uint8Array;
  personId: string;
  linkedAt: Temporal.Instant;
};

/** The days and certificates of a coverage are kept as the answer carries them. */
type CoverageTable = Omit<CoverageAnswer, "insurerName"> & {
  id: string;
  personId: string;
};

declare module "@madoguchi/platform" {
  interface Tables {
    insurer: InsurerTable;
    person: PersonTable;
    certificateLink: CertificateLinkTable;
    coverage: CoverageTable;
  }
}

export type Insurer = Selectable<InsurerTable>;
export type PersonRow = Omit<PersonTable, "birthDate"> & { readonly birthDate: string };
export type CoverageRow = CoverageTable;
export type CertificateLink = Selectable<CertificateLinkTable>;

export type Holder = {
  readonly person: Person;
  readonly coverages: readonly CoverageAnswer[];
};

/**
 * Whom a certificate speaks for, with everything registered for that person: one statement, one row.
 * @param fingerprint SHA-256 of the certificate, hex
 */
export async function findHolder(
  executor: Executor,
  fingerprint: string,
): Promise<Holder | undefined> {
  const { rows } = await sql<Person & { coverages: CoverageAnswer[] }>`
    select p.id, p.name, p.kana, p.sex, p.birth_date::text, p.address, p.suspended_at,
      coalesce(
        (
          select jsonb_agg(
            jsonb_build_object(
              'insurerNumber', c.insurer_number, 'insurerName', i.name,
              'symbol', c.symbol, 'number', c.number, 'branch', c.branch,
              'relationship', c.relationship, 'insuredName', c.insured_name,
              'qualifiedOn', c.qualified_on, 'disqualifiedOn', c.disqualified_on,
              'lossReason', c.loss_reason, 'validFrom', c.valid_from, 'validTo', c.valid_to,
              'copayTenths', c.copay_tenths, 'preschool', c.preschool,
              'elderlyCertificate', c.elderly_certificate,
              'limitCertificate', c.limit_certificate, 'specificDiseases', c.specific_diseases
            )
            order by c.qualified_on, c.id
          )
          from coverage c join insurer i on i.number = c.insurer_number
          where c.person_id = p.id
        ),
        '[]'
      ) as coverages
    from certificate_link l join person p on p.id = l.person_id
    where l.fingerprint = decode(${fingerprint}, 'hex')
  `.execute(executor);
  const [row] = rows;
  if (!row) {
    return undefined;
  }
  const { coverages, ...person } = row;

  return { person, coverages };
}

/** Reads the whole table: for seeding, not for pages. */
export async function countPeople(executor: Executor): Promise<number> {
  const { count } = await executor
    .selectFrom("person")
    .select((expression) => expression.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();

  return count;
}

export async function insertInsurers(tx: Tx, insurers: readonly Insurer[]): Promise<void> {
  await insertRecords(tx, "insurer", insurers);
}

export async function insertPeople(tx: Tx, people: readonly PersonRow[]): Promise<void> {
  await insertRecords(tx, "person", people);
}

export async function insertCoverages(tx: Tx, coverages: readonly CoverageRow[]): Promise<void> {
  await insertRecords(tx, "coverage", coverages);
}

export async function linkCertificates(tx: Tx, links: readonly CertificateLink[]): Promise<void> {
  await tx
    .insertInto("certificateLink")
    .values([...links])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Any number of rows in one statement with one parameter; rows that exist already stay as they are.
 * `json_populate_recordset` reads each member by the column's own type.
 */
async function insertRecords(
  tx: Tx,
  table: "insurer" | "person" | "coverage",
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const rows = records.map((record) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [snakeCase(name), value])),
  );
  await sql`
    insert into ${sql.table(table)}
    select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
    on conflict do nothing
  `.execute(tx);
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
