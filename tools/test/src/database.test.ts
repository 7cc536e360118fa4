import pg from "pg";
import { expect, test } from "vitest";
import { emptyDatabase, freshDatabase } from "./database.ts";

async function rows(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const migrationsTable = "SELECT to_regclass('schema_migration')::text AS name";

test("two fresh databases made at once are migrated and do not see each other", async () => {
  const databases = await Promise.all([freshDatabase(), freshDatabase()]);
  await using first = databases[0];
  await using second = databases[1];
  await rows(first.url, "CREATE TABLE only_here ()");
  expect(await rows(second.url, "SELECT to_regclass('only_here')::text AS name")).toEqual([
    { name: null },
  ]);
  expect(await rows(second.url, migrationsTable)).toEqual([{ name: "schema_migration" }]);
});

test("an empty database has no tables, and is gone after drop", async () => {
  const database = await emptyDatabase();
  expect(await rows(database.url, migrationsTable)).toEqual([{ name: null }]);
  await database.drop();
  await expect(rows(database.url, "SELECT 1")).rejects.toThrow("does not exist");
});
