/**
 * The lines of a file, in a table that lives as long as the transaction: nobody else sees it, and whatever interrupts
 * leaves nothing behind.
 */
import { columnOf } from "@madoguchi/platform";
import type { Cell, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { FeedLine } from "../line.ts";

/** As many lines as one statement carries. */
const BATCH = 2000;

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
  // What follows sorts and joins a million lines.
  await sql`set local work_mem = '128MB'`.execute(tx);
  await sql`set local jit = off`.execute(tx);
  await sql`
    create temp table feed_line on commit drop as
    select 0 as line, false as is_removal, false as is_confirmed,
      ${columnsOf("p", personFacts)}, ${columnsOf("c", coverageFacts)}
    from person p, coverage c with no data`.execute(tx);
  let batch: FeedLine[] = [];
  let writing: Promise<unknown> = Promise.resolve();

  async function write(): Promise<void> {
    await writing;
    if (batch.length === 0) return;
    const columns = staged.map(([, type, cell]) => columnOf(batch.map(cell), type));
    writing = sql`insert into feed_line select ${sql.join(columns)}`.execute(tx);
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

/** The columns of the table in their order. */
const staged: readonly (readonly [name: string, type: string, cell: (line: FeedLine) => Cell])[] = [
  ["line", "int", (line) => line.line],
  ["is_removal", "boolean", (line) => line.isRemoval],
  ["is_confirmed", "boolean", (line) => line.isConfirmed],
  ["name", "text", (line) => line.name],
  ["name_other", "text", (line) => line.nameOther],
  ["kana", "text", (line) => line.kana],
  ["kana_other", "text", (line) => line.kanaOther],
  ["sex", "text", (line) => line.sex],
  ["birth_date", "date", (line) => line.birthDate],
  ["postal_code", "text", (line) => line.postalCode],
  ["address", "text", (line) => line.address],
  ["classification", "text", (line) => line.classification],
  ["symbol", "text", (line) => line.symbol],
  ["number", "text", (line) => line.number],
  ["branch", "text", (line) => line.branch],
  ["relationship", "text", (line) => line.relationship],
  ["insured_name", "text", (line) => line.insuredName],
  ["qualified_on", "date", (line) => line.qualifiedOn],
  ["disqualified_on", "date", (line) => line.disqualifiedOn],
  ["loss_reason", "text", (line) => line.lossReason],
  ["issued_on", "date", (line) => line.issuedOn],
  ["valid_from", "date", (line) => line.validFrom],
  ["valid_to", "date", (line) => line.validTo],
  ["copay_tenths", "smallint", (line) => line.copayTenths],
  ["preschool", "boolean", (line) => line.preschool],
  ["elderly_certificate", "jsonb", (line) => json(line.elderlyCertificate)],
  ["limit_certificate", "jsonb", (line) => json(line.limitCertificate)],
  ["specific_diseases", "jsonb", (line) => json(line.specificDiseases)],
];

function json(value: object | null): string | null {
  if (value === null) return null;
  return Array.isArray(value) && value.length === 0 ? "[]" : JSON.stringify(value);
}
