import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { checkPostgres, migrate, startPostgres } from "@madoguchi/platform";
import type { Settings } from "./settings.ts";

export type RunningDatabase = { readonly url: string; stop(): Promise<void> };

/** The outside database where one is named, our own otherwise; migrated to the newest schema. */
export async function openMigrated(
  settings: Settings,
): Promise<RunningDatabase & { readonly applied: readonly string[] }> {
  const database = await open(settings);
  try {
    const { migrationsDirectory } = await import("@madoguchi/center");
    const applied = await migrate(database.url, migrationsDirectory);
    return { ...database, applied };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function open({ databaseUrl, varDir }: Settings): Promise<RunningDatabase> {
  if (databaseUrl !== undefined) {
    await checkPostgres(databaseUrl);
    return { url: databaseUrl, stop: async () => {} };
  }
  await mkdir(varDir, { recursive: true });
  const logFile = createWriteStream(join(varDir, "postgres.log"), { flags: "a" });
  // The server's log must not be able to stop the server, not even on a full disk.
  logFile.on("error", () => {});
  return startPostgres({
    dataDir: join(varDir, "postgres"),
    log: (line) => void logFile.write(`${line}\n`),
  });
}
