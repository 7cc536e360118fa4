/** The demo holds a record in every state of every lifecycle, asked of the tables of states themselves: a new state without one fails here. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deeds, lifecycles } from "@madoguchi/center";
import type { Lifecycle } from "@madoguchi/center";
import { openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { freshDatabase, TEST_SECRET_KEY } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemo } from "../seed.ts";

let varDir: string;
let database: FreshDatabase;
let client: pg.Client;
let db: Db;

beforeAll(async () => {
  varDir = await mkdtemp(join(tmpdir(), "madoguchi-states-"));
  database = await freshDatabase();
  const options = { databaseUrl: database.url, varDir, secretKey: TEST_SECRET_KEY };
  await seedDemo({ ...options, insured: 0 });
  db = openDatabase(database.url, { max: 1 });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await db?.destroy();
  await database.drop();
  await rm(varDir, { recursive: true });
});

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function statesOf({ table }: Lifecycle): Promise<readonly string[]> {
  // An app account's state is what its times say.
  if (table === "appAccount") {
    const accounts = await db.selectFrom(table).selectAll().execute();

    return accounts.map(deeds.terminalDeeds.stateOf);
  }
  const { rows } = await client.query<{ state: string }>(
    `select distinct state from ${client.escapeIdentifier(snake(table))}`,
  );

  return rows.map(({ state }) => state);
}

test.each(lifecycles.map((lifecycle) => [lifecycle.title, lifecycle] as const))(
  "%s: a record in every state",
  async (_, lifecycle) => {
    const found = new Set(await statesOf(lifecycle));
    expect([...found].toSorted()).toEqual(Object.keys(lifecycle.transitions).toSorted());
  },
);

test("what was done is on record, and told by mail", async () => {
  const actions = await client.query<{ action: string }>("select distinct action from audit_event");
  const done = actions.rows.map(({ action }) => action);
  expect(done).toEqual(
    expect.arrayContaining([
      "usage-application.returned",
      "facility-procedure.withdrawn",
      "case.decision-dropped",
      "grant.transfer-withdrawn",
      "inquiry.answered",
      "role.declined",
      "factor-reset.asked",
      "feed.endings-declined",
    ]),
  );
  const mails = await client.query(
    "select from graphile_worker.jobs where task_identifier = 'send-mail'",
  );
  expect(mails.rowCount).toBeGreaterThan(30);
});
