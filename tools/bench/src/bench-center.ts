/** A center on a database of its own, filled before it listens, and gone without a trace afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCenter, migrationsDirectory } from "@madoguchi/center";
import {
  freePort,
  migrate,
  newToken,
  openDatabase,
  startPostgres,
  startProcesses,
} from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";

export type BenchCenter<Filled> = AsyncDisposable & {
  readonly origin: string;
  readonly databaseUrl: string;
  readonly directory: string;
  readonly filesDirectory: string;
  readonly filled: Filled;
};

type Options<Filled> = {
  readonly fill: (db: Db, secretKey: string) => Promise<Filled>;
  /** Of a database that is there already and stays. */
  readonly dataDir?: string;
  readonly withWorker?: true;
  /** How many share the port. */
  readonly processes?: number;
  /** The counter's page, built, and where its agent listens. */
  readonly reception?: { readonly directory: string; readonly agentUrl: string };
};

export async function openBenchCenter<Filled>({
  fill,
  dataDir,
  withWorker,
  processes = 1,
  reception,
}: Options<Filled>): Promise<BenchCenter<Filled>> {
  await using started = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "madoguchi-bench-"));
  started.defer(() => rm(directory, { recursive: true }));
  const postgres = await startPostgres({
    dataDir: dataDir ?? join(directory, "postgres"),
    log: () => {},
  });
  started.defer(() => postgres.stop());
  await migrate(postgres.url, migrationsDirectory);
  const secretKey = newToken();
  const filled = await fillBy(postgres.url, (db) => fill(db, secretKey));
  const filesDirectory = join(directory, "files");
  const config = {
    databaseUrl: postgres.url,
    publicUrl: "http://localhost",
    secretKey,
    host: "127.0.0.1",
    port: processes > 1 ? await freePort("127.0.0.1") : 0,
    isOneOfSeveral: processes > 1,
    smtpUrl: "smtp://localhost:1",
    filesDirectory,
    logLevel: "silent",
    ...(reception && {
      receptionDirectory: reception.directory,
      receptionAgentUrl: reception.agentUrl,
    }),
  };
  const center = await createCenter(config);
  started.defer(() => center.close());
  const origin = await center.listen();
  const entry = join(import.meta.dirname, "center-process.js");
  const others = await startProcesses(entry, processes - 1, config);
  started.defer(() => others.stop());
  if (withWorker) await center.startWorker();
  const stack = started.move();

  return {
    origin,
    databaseUrl: postgres.url,
    directory,
    filesDirectory,
    filled,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function fillBy<Filled>(url: string, fill: (db: Db) => Promise<Filled>): Promise<Filled> {
  const db = openDatabase(url, { max: 1 });
  try {
    return await fill(db);
  } finally {
    await db.destroy();
  }
}
