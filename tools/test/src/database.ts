/** A database of its own for a test file, with the newest schema, in about 30 ms: a copy of one migrated template. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { migrate } from "@madoguchi/platform";
import pg from "pg";
import { inject } from "vitest";
// Brings the types of what the global setup provides.
import type {} from "./global-database.ts";

export type FreshDatabase = AsyncDisposable & {
  readonly url: string;
  drop(): Promise<void>;
};

const centerMigrations = join(import.meta.dirname, "../../../apps/center/migrations");

/** The center's schema and no rows. Close your connections, then `drop()` it, or hold it by `await using`. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return createDatabase(await template());
}

/** No tables at all: for tests of migrations and of what brings its own tables. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return createDatabase("template0");
}

async function createDatabase(source: string): Promise<FreshDatabase> {
  const name = `${inject("databaseRun")}_${randomUUID().replaceAll("-", "")}`;
  await withAdmin((admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${source}`));
  const drop = async (): Promise<void> => {
    await withAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: databaseUrl(name), drop, [Symbol.asyncDispose]: drop };
}

/** Built by whichever test file comes first; the others wait for it. */
function template(): Promise<string> {
  const name = `${inject("databaseRun")}_template`;
  const draft = `${inject("databaseRun")}_draft`;
  return withAdmin(async (admin) => {
    await admin.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    const found = await admin.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount !== 0) return name;
    // Renamed when complete: a template that exists is a migrated one.
    await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
    await migrate(databaseUrl(draft), centerMigrations);
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    return name;
  });
}

async function withAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: inject("databaseUrl") });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    // Also gives the advisory lock back.
    await admin.end();
  }
}

function databaseUrl(name: string): string {
  const url = new URL(inject("databaseUrl"));
  url.pathname = `/${name}`;
  return url.href;
}
