/** Several processes on one port, and what they tell each other. */
import { once } from "node:events";
import { get } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { freshDatabase } from "@madoguchi/test";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { freePort, openAnnouncements, openDatabase, startProcesses } from "./index.ts";
import type { Announcements } from "./index.ts";

test("share a port; one that dies comes back, and all end with us", async () => {
  const port = await freePort("127.0.0.1");
  const entry = join(import.meta.dirname, "processes.fixture.ts");
  const processes = await startProcesses(entry, 2, { port });
  try {
    const first = await answering(port, ({ size }) => size === 2);
    const [dying = 0] = first;
    process.kill(dying, "SIGKILL");
    const then = await answering(port, (pids) => pids.size === 2 && !pids.has(dying));
    expect([...then].filter((pid) => first.has(pid))).toHaveLength(1);
  } finally {
    await processes.stop();
  }
  await expect(ask(port)).rejects.toThrow("ECONNREFUSED");
});

/** Asks until those who answered in the last twenty asks are as wanted. */
async function answering(
  port: number,
  isWanted: (pids: ReadonlySet<number>) => boolean,
): Promise<ReadonlySet<number>> {
  for (;;) {
    const pids = new Set<number>();
    for (let turn = 0; turn < 20; turn += 1) {
      const pid = await ask(port).catch(() => 0);
      if (pid > 0) pids.add(pid);
    }
    if (isWanted(pids)) return pids;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
}

/** On a connection of its own each time. */
async function ask(port: number): Promise<number> {
  const [response] = await once(get({ port, host: "127.0.0.1", agent: false }), "response");

  return Number(await text(response));
}

test("what one tells the other hears, and so it does when its connection was lost meanwhile", async () => {
  const database = await freshDatabase();
  const db = openDatabase(database.url);
  const [one, other] = [openAnnouncements(database.url, db), openAnnouncements(database.url, db)];
  try {
    const heard: string[] = [];
    const hear = (announcements: Announcements, what: string, name: string) =>
      announcements.hear(what, () => heard.push(name));
    hear(one, "news", "own");
    hear(other, "news", "news");
    hear(other, "else", "else");
    const until = async (...names: string[]): Promise<void> => {
      while (!names.every((name) => heard.includes(name))) {
        await new Promise((resolve) => void setTimeout(resolve, 10));
      }
    };
    // Each tells its listeners once when its connection stands.
    await until("own", "news", "else");
    heard.length = 0;
    await one.tell("news");
    await until("news");
    expect(heard).toEqual(["news"]);
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%'`.execute(db);
    await until("own", "else");
  } finally {
    await Promise.all([one.close(), other.close()]);
    await db.destroy();
    await database.drop();
  }
});
