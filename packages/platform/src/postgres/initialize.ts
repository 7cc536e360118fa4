import { spawn } from "node:child_process";
import { chown, mkdir, mkdtemp, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { type Binaries, majorVersion } from "./binaries.ts";
import { PostgresError } from "./errors.ts";
import { guardPrefix } from "./guard.ts";
import type { Identity } from "./identity.ts";

export const superuser = "madoguchi";

/** Makes the data directory on first use; leaves an existing one as it is, but checks that this server can open it. */
export async function ensureDataDirectory(
  dataDir: string,
  binaries: Binaries,
  identity: Identity,
  durable: boolean,
): Promise<void> {
  const version = await dataVersion(dataDir);
  if (version === undefined) await createDataDirectory(dataDir, binaries, identity, durable);
  else if (version !== majorVersion) {
    throw new PostgresError(
      "other-version",
      `${dataDir} was written by PostgreSQL ${version}; this is PostgreSQL ${majorVersion}`,
    );
  }
  await handOver(dataDir, identity);
}

async function dataVersion(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, "PG_VERSION"), "utf8")).trim();
  } catch {
    return undefined;
  }
}

/** Built beside its place and renamed into it, so that a start that was cut short leaves no half-made database. */
async function createDataDirectory(
  dataDir: string,
  binaries: Binaries,
  identity: Identity,
  durable: boolean,
): Promise<void> {
  await mkdir(dirname(dataDir), { recursive: true });
  const draft = await mkdtemp(`${dataDir}.new-`);
  try {
    if (identity.owner) await chown(draft, identity.owner.uid, identity.owner.gid);
    await runInitdb(draft, binaries, identity, durable);
    await rename(draft, dataDir);
    if (durable) await syncDirectory(dirname(dataDir));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const madeByAnother = (await dataVersion(dataDir)) === majorVersion;
    if (!madeByAnother) throw asPostgresError(error);
  }
}

async function runInitdb(
  dataDir: string,
  binaries: Binaries,
  identity: Identity,
  durable: boolean,
): Promise<void> {
  const [command = binaries.initdb, ...args] = [
    ...identity.prefix,
    ...guardPrefix(),
    binaries.initdb,
    `--pgdata=${dataDir}`,
    `--username=${superuser}`,
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=trust",
    ...(durable ? [] : ["--no-sync"]),
  ];
  const child = spawn(command, args, {
    cwd: dirname(dataDir),
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "ignore", "pipe"],
    windowsHide: true,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [problem, status] = await Promise.all([text(child.stderr), ended]);
  if (status !== 0) throw problemFromLog(problem);
}

/** PostgreSQL insists on owning its files; only ever changes who owns them, never what they are. */
async function handOver(dataDir: string, identity: Identity): Promise<void> {
  const { owner } = identity;
  if (!owner || (await stat(dataDir)).uid === owner.uid) return;
  const child = spawn("chown", ["-R", `${owner.uid}:${owner.gid}`, dataDir], { stdio: "ignore" });
  await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
}

/** Without this a power failure could undo the rename while what was written inside survives. */
async function syncDirectory(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Turns what PostgreSQL wrote before it gave up into a problem with a kind. */
export function problemFromLog(log: string): PostgresError {
  const lastWord =
    log.split("\n").findLast((line) => /(FATAL|PANIC|error|could not)/.test(line)) ?? log;
  const kind = log.includes("No space left on device") ? "disk-full" : "failed";
  return new PostgresError(kind, lastWord.trim() || "PostgreSQL ended without a word");
}

function asPostgresError(error: unknown): PostgresError {
  if (error instanceof PostgresError) return error;
  const isFull = error instanceof Error && "code" in error && error.code === "ENOSPC";
  return new PostgresError(isFull ? "disk-full" : "failed", String(error));
}
