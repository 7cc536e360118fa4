/**
 * The lines of a file, in a table that lives as long as the transaction: nobody else sees it, and whatever interrupts
 * leaves nothing behind.
 */
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { FeedLine } from "../line.ts";

const BATCH = 2000;

/** Control characters, which no value holds: `readTable` refuses them. */
const BETWEEN_VALUES = "\u001f";
const BETWEEN_LINES = "\u001e";

export const personFacts = [
  "name",
  "name_other",
  "kana",
  "kana_other",
  "sex",
  "birth_date",
  "postal_code",
  "address",
] as const;

export const coverageFacts = [
  "classification",
  "symbol",
  "number",
  "branch",
  "relationship",
  "insured_name",
  "qualified_on",
  "disqualified_on",
  "loss_reason",
  "issued_on",
  "valid_from",
  "valid_to",
  "copay_tenths",
  "preschool",
  "elderly_certificate",
  "limit_certificate",
  "specific_diseases",
] as const;

/** `l.name, l.kana, …` */
export function columnsOf(alias: string, names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(`${alias}.${name}`)));
}

export type Stage = {
  add(lines: readonly FeedLine[]): Promise<void>;
  /** Writes the rest. */
  end(): Promise<void>;
};

/** While one batch is written the next is read. */
export async function openStage(tx: Tx): Promise<Stage> {
  await sql`
    create temp table feed_line on commit drop as
    select 0 as line, false as is_removal, false as is_confirmed,
      ${columnsOf("p", personFacts)}, ${columnsOf("c", coverageFacts)}
    from person p, coverage c with no data`.execute(tx);
  let batch: FeedLine[] = [];
  let writing: Promise<unknown> = Promise.resolve();

  async function write(): Promise<void> {
    await writing;
    const text = batch.map(values).join(BETWEEN_LINES);
    const records = sql`string_to_table(${text}, ${BETWEEN_LINES})`;
    writing = sql`
      insert into feed_line select ${casts}
      from (select string_to_array(record, ${BETWEEN_VALUES}, '') as v from ${records} record offset 0) lines`.execute(
      tx,
    );
    // Whoever waits for it next hears of a failure.
    writing.catch(() => {});
    batch = [];
  }

  return {
    async add(lines) {
      batch.push(...lines);
      if (batch.length >= BATCH) await write();
    },
    async end() {
      await write();
      await writing;
      await sql`analyze feed_line`.execute(tx);
    },
  };
}

/** The columns of the table in their order, as PostgreSQL reads them; nothing for null. */
function values(line: FeedLine): string {
  const { elderlyCertificate, limitCertificate, specificDiseases } = line;
  return [
    line.line,
    line.isRemoval,
    line.isConfirmed,
    line.name,
    line.nameOther,
    line.kana,
    line.kanaOther,
    line.sex,
    line.birthDate,
    line.postalCode,
    line.address,
    line.classification,
    line.symbol,
    line.number,
    line.branch,
    line.relationship,
    line.insuredName,
    line.qualifiedOn,
    line.disqualifiedOn,
    line.lossReason,
    line.issuedOn,
    line.validFrom,
    line.validTo,
    line.copayTenths,
    line.preschool,
    elderlyCertificate && JSON.stringify(elderlyCertificate),
    limitCertificate && JSON.stringify(limitCertificate),
    JSON.stringify(specificDiseases),
  ].join(BETWEEN_VALUES);
}

function typeOf(column: string): RawBuilder<unknown> {
  if (column === "line") return sql`int`;
  if (column === "birth_date" || /_on$|^valid_/.test(column)) return sql`date`;
  if (column === "copay_tenths") return sql`smallint`;
  if (column === "preschool" || column.startsWith("is_")) return sql`boolean`;
  return /_certificate$|_diseases$/.test(column) ? sql`jsonb` : sql`text`;
}

const staged = ["line", "is_removal", "is_confirmed", ...personFacts, ...coverageFacts];

/** A third of the time that PostgreSQL takes to read the same as JSON; `offset 0` parts each line once, not once a column. */
const casts = sql.join(
  staged.map((column, index) => sql`v[${sql.lit(index + 1)}]::${typeOf(column)}`),
);
