/** What a test sees of the registry. */
import { sql } from "kysely";
import type { TestRegistry } from "../../registry.fixture.ts";

/** Everything of the registry, without ids and times. */
export async function everything({ db }: TestRegistry): Promise<string> {
  const { rows } = await sql<{ all: string }>`
    select string_agg(line, E'\n' order by line) as all from (
      select concat_ws(' ', c.insurer_number, c.symbol, c.number, c.branch, p.name, p.birth_date, c.qualified_on,
        c.disqualified_on, c.loss_reason, c.copay_tenths, p.suspended_at is not null) as line
      from coverage c join person p on p.id = c.person_id
    ) lines`.execute(db);

  return rows[0]?.all ?? "";
}

export async function count({ db }: TestRegistry, table: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from ${sql.table(table)}`.execute(db);

  return rows[0]?.count ?? 0;
}
