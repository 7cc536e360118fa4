/** Any number of rows in one parameter. */
import { sql } from "kysely";
import type { RawBuilder } from "kysely";

/**
 * Rows with the columns of `table`, in their order: `insert into t select * from ${recordsOf("t", rows)}`. Each member is
 * read by its column's own type, and one that is missing is null.
 */
export function recordsOf(
  table: string,
  records: readonly Readonly<Record<string, unknown>>[],
): RawBuilder<unknown> {
  const rows = records.map((record) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [snakeCase(name), value])),
  );

  return sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;
}

export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
