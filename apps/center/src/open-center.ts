/** What every noun is given, from how one center is set up: for the running process, and for commands that act without one. */
import { join } from "node:path";
import {
  createFileStore,
  createScanner,
  createSeal,
  createSessions,
  createSpool,
  noAnnouncements,
  openAnnouncements,
  openDatabase,
} from "@madoguchi/platform";
import type { Clock } from "@madoguchi/notation";
import type { Center } from "./center.ts";
import { configSchema } from "./config.ts";
import type { ConfigInput } from "./config.ts";

/** Whoever opens it destroys its `db`. */
export function openCenter(input: ConfigInput, clock: Clock): Center {
  const config = configSchema.parse(input);
  const db = openDatabase(config.databaseUrl);
  const secure = config.publicUrl.startsWith("https:");

  return {
    config,
    db,
    announcements: config.isOneOfSeveral
      ? openAnnouncements(config.databaseUrl, db)
      : noAnnouncements,
    clock,
    sessions: createSessions({ db, clock, secure }),
    seal: createSeal(config.secretKey),
    files: createFileStore(config.filesDirectory),
    scan: config.clamdAddress === null ? null : createScanner(config.clamdAddress),
    spool: createSpool(join(config.filesDirectory, "spool")),
  };
}
