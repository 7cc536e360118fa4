/**
 * The lines of a file, in a table that lives as long as the transaction: nobody else sees it, and whatever interrupts
 * leaves nothing behind.
 */
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { recordsOf } from "../store/write.ts";
import type { FeedLine } from "./line.ts";

const BATCH = 4000;

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
  add(line: FeedLine): Promise<void>;
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
    writing = sql`insert into feed_line select * from ${recordsOf("feed_line", batch)}`.execute(tx);
    // Whoever waits for it next hears of a failure.
    writing.catch(() => {});
    batch = [];
  }

  return {
    async add(line) {
      batch.push(line);
      if (batch.length >= BATCH) await write();
    },
    async end() {
      await write();
      await writing;
      await sql`analyze feed_line`.execute(tx);
    },
  };
}
