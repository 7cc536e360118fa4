/** What every noun is given: the database, the time, the sessions, and how this center is set up. */
import type { Clock } from "@madoguchi/notation";
import type {
  Announcements,
  Db,
  FileStore,
  Scanner,
  Seal,
  Sessions,
  Spool,
} from "@madoguchi/platform";
import type { Config } from "./config.ts";

export type Center = {
  readonly config: Config;
  readonly db: Db;
  /** Between the processes of this center. */
  readonly announcements: Announcements;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly seal: Seal;
  readonly files: FileStore;
  /** Null where there is no virus scanner. */
  readonly scan: Scanner | null;
  /** Insurers' files until they are taken in. */
  readonly spool: Spool;
};
