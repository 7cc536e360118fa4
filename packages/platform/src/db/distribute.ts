/** Spreads the tables of a migrated database over the servers of Citus, an extension of PostgreSQL. */
import pg from "pg";

export type TableDistribution = { readonly table: string } & (
  | {
      readonly kind: "distributed";
      /** The column whose hash decides where a row lives. */
      readonly by: string;
      /** The table whose rows of equal value lie on the same server; null for the first of its kind. */
      readonly beside: string | null;
    }
  /** A copy on each server. */
  | { readonly kind: "reference" }
  /** Stays on the server that is asked. */
  | { readonly kind: "local" }
);

export type Distributed =
  | { readonly kind: "no-extension" }
  /** These live elsewhere than they should; nothing was done. */
  | { readonly kind: "otherwise"; readonly tables: readonly string[] }
  /** The names of those that were spread now; empty where all were before. */
  | { readonly kind: "distributed"; readonly tables: readonly string[] };

/** Each table in a statement of its own, so that a run that broke off goes on where it stopped. @throws what PostgreSQL throws */
export async function distribute(
  url: string,
  distribution: readonly TableDistribution[],
): Promise<Distributed> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    if (!(await hasCitus(client))) return { kind: "no-extension" };
    const placed = await placedTables(client);
    const otherwise = distribution.filter((wanted) => {
      const place = placed.get(wanted.table);
      return place !== undefined && place !== placeOf(wanted);
    });
    if (otherwise.length > 0) {
      return { kind: "otherwise", tables: otherwise.map(({ table }) => table) };
    }
    const missing = distribution.filter(
      ({ table, kind }) => kind !== "local" && !placed.has(table),
    );
    for (const table of missing) await place(client, table);

    return { kind: "distributed", tables: missing.map(({ table }) => table) };
  } finally {
    await client.end();
  }
}

async function hasCitus(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "select from pg_proc where proname = 'create_distributed_table' limit 1",
  );

  return rowCount === 1;
}

/** What has a place on the servers already: `reference`, or the column. */
async function placedTables(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; type: string; column: string }>(`
    select table_name::text as name, citus_table_type as type, distribution_column as column
    from citus_tables where citus_table_type in ('distributed', 'reference')`);

  return new Map(
    rows.map(({ name, type, column }) => [
      name,
      type === "reference" ? "reference" : `by ${column}`,
    ]),
  );
}

function placeOf(wanted: TableDistribution): string {
  return wanted.kind === "distributed" ? `by ${wanted.by}` : wanted.kind;
}

async function place(client: pg.Client, wanted: TableDistribution): Promise<void> {
  switch (wanted.kind) {
    case "local":
      return;
    case "reference":
      await client.query("select create_reference_table($1::regclass)", [wanted.table]);
      return;
    case "distributed":
      await client.query(
        "select create_distributed_table($1::regclass, $2::text, colocate_with => $3::text)",
        [wanted.table, wanted.by, wanted.beside ?? "none"],
      );
  }
}
