/**
 * The lines of a file, in a table that lives as long as the transaction: nobody else sees it, and whatever interrupts
 * leaves nothing behind.
 */
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { FeedLine } from "./line.ts";

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
  await sql`
    create temp table feed_line on commit drop as
    select 0 as line, false as is_removal, false as is_confirmed,
      ${columnsOf("p", personFacts)}, ${columnsOf("c", coverageFacts)}
    from person p, coverage c with no data`.execute(tx);
  let batch: FeedLine[] = [];
  let writing: Promise<unknown> = Promise.resolve();

  async function write(): Promise<void> {
    await writing;
    const rows = JSON.stringify(batch.map(columns));
    writing = sql`
      insert into feed_line select * from json_populate_recordset(null::feed_line, ${rows}::json)`.execute(
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

/** By hand, and nothing that is null: naming columns by rule costs more than reading the file. */
function columns(line: FeedLine): Staged {
  return {
    line: line.line,
    is_removal: line.isRemoval,
    is_confirmed: line.isConfirmed,
    name: line.name,
    name_other: line.nameOther ?? undefined,
    kana: line.kana,
    kana_other: line.kanaOther ?? undefined,
    sex: line.sex,
    birth_date: line.birthDate,
    postal_code: line.postalCode ?? undefined,
    address: line.address ?? undefined,
    classification: line.classification,
    symbol: line.symbol ?? undefined,
    number: line.number,
    branch: line.branch ?? undefined,
    relationship: line.relationship,
    insured_name: line.insuredName ?? undefined,
    qualified_on: line.qualifiedOn,
    disqualified_on: line.disqualifiedOn ?? undefined,
    loss_reason: line.lossReason ?? undefined,
    issued_on: line.issuedOn ?? undefined,
    valid_from: line.validFrom,
    valid_to: line.validTo ?? undefined,
    copay_tenths: line.copayTenths,
    preschool: line.preschool,
    elderly_certificate: line.elderlyCertificate ?? undefined,
    limit_certificate: line.limitCertificate ?? undefined,
    specific_diseases: line.specificDiseases,
  };
}

type Staged = Readonly<
  Record<
    | "line"
    | "is_removal"
    | "is_confirmed"
    | (typeof personFacts)[number]
    | (typeof coverageFacts)[number],
    unknown
  >
>;
