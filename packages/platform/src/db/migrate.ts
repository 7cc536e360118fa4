/** Brings a database to the newest schema: numbered `.sql` files, forward only, each in its own transaction. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import pg from "pg";

// Any number will do, as long as every migrator of one database uses the same.
const MIGRATION_LOCK = 5_043_001;

/**
 * @param directory holds `NNN-name.sql`
 * @returns the names applied now, in order; empty when the schema was already the newest
 */
export async function migrate(url: string, directory: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Held for the whole run, so that two processes starting together do not both apply a file.
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await runMigrations({ connectionString: url });

    return await applyPending(client, directory);
  } finally {
    await client.end();
  }
}

async function applyPending(client: pg.Client, directory: string): Promise<string[]> {
  await client.query(
    "create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())",
  );
  const applied = new Set(
    (await client.query<{ name: string }>("select name from schema_migration")).rows.map(
      (row) => row.name,
    ),
  );
  const pending = (await readdir(directory))
    .filter((name) => /^\d{3}-[a-z-]+\.sql$/.test(name) && !applied.has(name))
    .toSorted();
  for (const name of pending) {
    await client.query("begin");
    try {
      await client.query(await readFile(join(directory, name), "utf8"));
      await client.query("insert into schema_migration (name) values ($1)", [name]);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw new Error(`migration ${name} failed`, { cause: error });
    }
  }

  return pending;
}
