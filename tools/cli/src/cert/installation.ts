/** The database of this installation, for as long as one command needs it. */
import { openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { openMigrated } from "../start/database.ts";
import { explain } from "../start/explain.ts";
import { readSettings } from "../start/settings.ts";

/** @throws Refusal when there is no database to be had */
export async function withDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const settings = readSettings([]);
  const database = await openMigrated(settings).catch((error: unknown) => {
    throw explain(error, settings);
  });
  const db = openDatabase(database.url, { max: 1 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
    await database.stop();
  }
}
