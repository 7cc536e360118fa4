import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { findBinaries } from "./binaries.ts";
import { PostgresError } from "./errors.ts";
import { chooseIdentity, type Identity } from "./identity.ts";
import { ensureDataDirectory, superuser } from "./initialize.ts";
import { launch, type Server } from "./server.ts";

export type PostgresOptions = {
  /** Made on first use, mode 0700; never deleted. */
  readonly dataDir: string;
  /** Where the unix socket stands; the data directory unless told, or a temporary one where that path is too long. */
  readonly runtimeDir?: string;
  /** `false` only for data that may be lost, such as a test run's: commits no longer wait for the disk. */
  readonly durable?: boolean;
  /** Receives the server's own log, a line at a time. */
  readonly log: (line: string) => void;
};

export type RunningPostgres = {
  /** Connection string of the database `madoguchi`; other databases by another path. */
  readonly url: string;
  stop(): Promise<void>;
};

const databaseName = "madoguchi";
/** After kill -9 the dead server holds its directory until it is reaped; a starting one until it has recovered. */
const heldForMs = 10_000;
/** `sun_path` holds 104 bytes on macOS and 108 on Linux, the closing zero included. */
const longestSocketPath = 103;

/** Starts the packaged PostgreSQL on a data directory and waits until it answers. @throws PostgresError */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { durable = true, log } = options;
  const dataDir = resolve(options.dataDir);
  const binaries = findBinaries();
  const identity = chooseIdentity(dataDir);
  await ensureDataDirectory(dataDir, binaries, identity, durable);
  const place = await listeningPlace(dataDir, options.runtimeDir, identity);
  try {
    const settings = ["-D", dataDir, ...place.settings, ...(durable ? roomy() : forgetful)];
    const server = await launchPatiently(dataDir, () =>
      launch(binaries.postgres, settings, identity, log),
    );
    await ensureDatabase(place.url("postgres")).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return {
      url: place.url(databaseName),
      stop: async () => {
        await server.stop();
        place.release();
      },
    };
  } catch (error) {
    place.release();
    throw error;
  }
}

/** An eighth of the memory, which millions of insured people take, and log files for a load of them at a stretch. */
function roomy(): readonly string[] {
  const megabyte = 2 ** 20;
  const buffers = Math.min(2048, Math.max(128, Math.floor(totalmem() / 8 / megabyte)));
  return ["-c", `shared_buffers=${buffers}MB`, "-c", "max_wal_size=4GB"];
}

const forgetful = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"].flatMap(
  (setting) => ["-c", setting],
);

async function launchPatiently(
  dataDir: string,
  attempt: () => ReturnType<typeof launch>,
): Promise<Server> {
  const giveUpAt = Date.now() + heldForMs;
  for (;;) {
    const result = await attempt();
    if (result.state === "ready") return result.server;
    if (result.state === "failed") throw result.error;
    if ((await isServing(dataDir)) || Date.now() > giveUpAt) {
      throw new PostgresError("already-running", `another server is running on ${dataDir}`);
    }
    await delay(100);
  }
}

/** Whether a living server answers for this directory: what it wrote into postmaster.pid says where to ask. */
async function isServing(dataDir: string): Promise<boolean> {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return false;
  }
  const [, , , port = "", socketDir = "", address = ""] = lines;
  return answers(connectionString("postgres", Number(port), socketDir || address));
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}

type ListeningPlace = {
  readonly settings: readonly string[];
  url(database: string): string;
  release(): void;
};

/** A unix socket inside a 0700 directory, so that only its owner can connect; Windows has loopback TCP instead. */
async function listeningPlace(
  dataDir: string,
  runtimeDir: string | undefined,
  identity: Identity,
): Promise<ListeningPlace> {
  if (process.platform === "win32") {
    const port = await freePort();
    return {
      settings: ["-c", "listen_addresses=127.0.0.1", "-c", `port=${port}`],
      url: (database) => connectionString(database, port, "127.0.0.1"),
      release: () => {},
    };
  }
  const wanted = resolve(runtimeDir ?? dataDir);
  const fits = Buffer.byteLength(join(wanted, ".s.PGSQL.5432")) <= longestSocketPath;
  const folder = fits ? wanted : mkdtempSync(join(tmpdir(), "madoguchi-"));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (identity.owner) chownSync(folder, identity.owner.uid, identity.owner.gid);
  const quoted = `"${folder.replaceAll('"', '""')}"`;
  return {
    settings: ["-c", "listen_addresses=", "-c", `unix_socket_directories=${quoted}`],
    url: (database) => connectionString(database, 5432, folder),
    release: () => {
      if (!fits) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function connectionString(database: string, port: number, host: string): string {
  return `postgres://${superuser}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
