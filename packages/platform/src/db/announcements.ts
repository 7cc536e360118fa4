/** What one process of a center changed, told to the others by PostgreSQL's NOTIFY, so that what they keep in memory is read anew. */
import { sql } from "kysely";
import pg from "pg";
import { newId } from "../ids.ts";
import type { Db } from "./database.ts";

export type Announcements = {
  tell(what: string): Promise<void>;
  /** @param listener also after every loss of the connection, for something may have been missed */
  hear(what: string, listener: () => unknown): void;
  close(): Promise<void>;
};

/** For a process that is alone. */
export const noAnnouncements: Announcements = {
  tell: async () => {},
  hear: () => {},
  close: async () => {},
};

const CHANNEL = "madoguchi";
const AGAIN_MILLISECONDS = 1000;

export function openAnnouncements(url: string, db: Db): Announcements {
  const me = newId();
  const listeners: { readonly what: string; readonly listener: () => unknown }[] = [];
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const listen = async (): Promise<void> => {
    const mine = new pg.Client({ connectionString: url });
    client = mine;
    mine.on("error", () => {});
    mine.on("end", again);
    mine.on("notification", ({ payload = "" }) => {
      const [who, what] = payload.split(" ");
      if (who === me) return;
      for (const each of listeners) if (each.what === what) each.listener();
    });
    await mine.connect();
    await mine.query(`listen ${CHANNEL}`);
    for (const { listener } of listeners) listener();
  };
  const again = (): void => {
    if (isClosed || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      listen().catch(again);
    }, AGAIN_MILLISECONDS);
  };
  listen().catch(again);

  return {
    async tell(what) {
      await sql`select pg_notify(${CHANNEL}, ${`${me} ${what}`})`.execute(db);
    },
    hear(what, listener) {
      listeners.push({ what, listener });
    },
    async close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      await client?.end();
    },
  };
}
