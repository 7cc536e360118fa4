import { spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startPostgres } from "./cluster.ts";
import { chooseIdentity } from "./identity.ts";
import { problemFromLog } from "./initialize.ts";

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "madoguchi-cluster-"));
  dataDir = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (directory = dataDir) => startPostgres({ dataDir: directory, log: () => {} });

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const writeRow = "CREATE TABLE kept AS SELECT '髙𠮷●' AS name";
const readRow = "SELECT name FROM kept";
const row = [{ name: "髙𠮷●" }];

async function serverPid(): Promise<number> {
  return Number((await readFile(join(dataDir, "postmaster.pid"), "utf8")).split("\n")[0]);
}

async function expectGone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), { timeout: 10_000 });
}

describe("life of a server", () => {
  test("makes the data directory, keeps what was written, and sorts Japanese by ICU", async () => {
    const first = await start();
    await query(first.url, writeRow);
    await first.stop();
    const second = await start();
    expect(await query(second.url, readRow)).toEqual(row);
    const sorted = await query(
      second.url,
      `SELECT string_agg(w, '' ORDER BY w COLLATE "ja-x-icu") AS words FROM unnest(ARRAY['田','ア','阿','あ']) w`,
    );
    expect(sorted).toEqual([{ words: "あア阿田" }]);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    await second.stop();
  });

  test("a second start on the same data is refused and does not disturb the first", async () => {
    const first = await start();
    await query(first.url, writeRow);
    await expect(start()).rejects.toMatchObject({ kind: "already-running" });
    expect(await query(first.url, readRow)).toEqual(row);
    await first.stop();
  });

  test("two first starts at once: one serves, the other is refused, no draft is left", async () => {
    const results = await Promise.allSettled([start(), start()]);
    const running = results.filter((result) => result.status === "fulfilled");
    expect(running).toHaveLength(1);
    expect(results.find((result) => result.status === "rejected")?.reason).toMatchObject({
      kind: "already-running",
    });
    for (const { value } of running) await value.stop();
    expect(await readdir(folder)).toEqual(["data"]);
  });

  test("kill -9 of the parent leaves no orphan, and the data opens again", async () => {
    const parent = spawn(
      process.execPath,
      [join(import.meta.dirname, "parent.fixture.ts"), dataDir],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const [line] = await once(parent.stdout, "data");
    await query(String(line).trim(), writeRow);
    const pid = await serverPid();
    parent.kill("SIGKILL");
    await expectGone(pid);
    const again = await start();
    expect(await query(again.url, readRow)).toEqual(row);
    await again.stop();
  });

  test("kill -9 of the server itself: the next start waits for the dead one and recovers", async () => {
    const first = await start();
    await query(first.url, writeRow);
    process.kill(await serverPid(), "SIGKILL");
    const second = await start();
    expect(await query(second.url, readRow)).toEqual(row);
    await second.stop();
    await first.stop();
  });

  test("a path too long for a socket does not matter", async () => {
    const deep = join(folder, "深い".repeat(20), "data");
    const server = await start(deep);
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test("runs as a system user where the data belongs to one", async () => {
    const isRoot = process.getuid?.() === 0;
    await mkdir(dataDir, { mode: 0o700 });
    if (isRoot) await chown(dataDir, 65534, 65534);
    const server = await start();
    const { uid } = await stat(join(dataDir, "postmaster.pid"));
    expect(uid).toBe(isRoot ? 65534 : process.getuid?.());
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

describe("what stands in the way is named", () => {
  test("data of another major version stays untouched", async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, "PG_VERSION"), "15\n");
    await expect(start()).rejects.toMatchObject({ kind: "other-version" });
    expect(await readFile(join(dataDir, "PG_VERSION"), "utf8")).toBe("15\n");
  });

  test("a folder of somebody else's files is not taken for a database", async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, "letter.txt"), "dear");
    await expect(start()).rejects.toMatchObject({ kind: "failed" });
    expect(await readFile(join(dataDir, "letter.txt"), "utf8")).toBe("dear");
  });

  test("a full disk", () => {
    const log = 'FATAL:  could not write lock file "postmaster.pid": No space left on device';
    expect(problemFromLog(log)).toMatchObject({ kind: "disk-full", message: log });
  });

  test("root without user namespaces becomes a system user, without setpriv it gives up", () => {
    const barred = { uid: 0, isAllowed: ([command]: readonly string[]) => command === "setpriv" };
    expect(chooseIdentity(dataDir, barred).owner?.uid).toBeGreaterThan(0);
    expect(() => chooseIdentity(dataDir, { uid: 0, isAllowed: () => false })).toThrow(
      expect.objectContaining({ kind: "no-unprivileged-user" }),
    );
    expect(chooseIdentity(dataDir, { uid: 1000, isAllowed: () => false }).prefix).toEqual([]);
  });
});
