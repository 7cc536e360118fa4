import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@madoguchi/platform";
import pg from "pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Administrative connection to the server of this run: may create databases. */
    databaseUrl: string;
    /** Prefix of every database of this run, so that runs on one shared server do not meet. */
    databaseRun: string;
  }
}

/** One server a test run: `DATABASE_URL` (PostgreSQL ≥ 15, a role that may create databases), or our own in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = `madoguchi_test_${process.pid}`;
  const external = process.env["DATABASE_URL"];
  const server = external
    ? { url: external, stop: () => dropAll(external, run) }
    : await startTemporary();
  project.provide("databaseUrl", server.url);
  project.provide("databaseRun", run);
  return server.stop;
}

async function startTemporary(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-test-"));
  const server = await startPostgres({
    dataDir: join(folder, "data"),
    durable: false,
    log: () => {},
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Leaves nothing of this run on a server that is not ours. */
async function dropAll(url: string, run: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const names = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
      [`${run}_`],
    );
    for (const { datname } of names.rows) {
      await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}
