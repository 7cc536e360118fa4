/**
 * What a first file costs at the very least: PostgreSQL's own COPY reads it into a table of texts, and two statements fill
 * the registry from that. Nothing is checked, compared, matched or told, and the registry's own keys are kept.
 */
import { seeding } from "@madoguchi/center";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { sql } from "kysely";

export async function loadBare(db: Db, path: string): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`
      create temp table bare (insurer text, symbol text, number text, branch text, relationship text, name text, kana text,
        birth date, sex text, qualified date, disqualified text, reason text, valid_from date, valid_to date, copay text,
        postal_code text, address text) on commit drop`.execute(tx);
    await sql`copy bare from ${sql.lit(path)} (format csv, header)`.execute(tx);
    await sql`alter table bare add column id uuid default gen_random_uuid()`.execute(tx);
    await sql`
      insert into person (id, name, kana, sex, birth_date, postal_code, address, recorded_at)
      select id, name, kana, 'male', birth, postal_code, address, now() from bare`.execute(tx);
    await seeding.checkOverlapsOnce(tx, async () => {
      await sql`
        insert into coverage (person_id, id, insurer_number, symbol, number, branch, relationship, qualified_on, valid_from,
          valid_to, copay_tenths, preschool, specific_diseases, classification, recorded_at)
        select id, id, insurer, symbol, number, branch, 'insured', qualified, valid_from, valid_to, 3, false, '[]', '01', now()
        from bare`.execute(tx);
    });
  });
}

export async function emptyRegistry(db: Db): Promise<void> {
  await sql`truncate coverage, coverage_history, person, person_history, feed_file, suspension`.execute(
    db,
  );
}
