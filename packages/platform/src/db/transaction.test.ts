/** Everything that may end a transaction through no fault of its own, made to happen on a real server. */
import { freshDatabase } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, sqlState, transaction } from "../index.ts";
import type { Db, Tx } from "../index.ts";

let database: FreshDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, { max: 3 });
  await sql`create table mark (run integer not null)`.execute(db);
  await sql`create table fate (state text not null)`.execute(db);
  await sql`
    create function fail(state text) returns void language plpgsql as $$
    begin
      if state = 'killed' then perform pg_terminate_backend(pg_backend_pid());
      else raise exception 'injected' using errcode = state; end if;
    end $$`.execute(db);
  // What is written to `fate` comes to pass with the commit.
  await sql`
    create function meet_fate() returns trigger language plpgsql as $$
    begin perform fail(new.state); return null; end $$`.execute(db);
  await sql`
    create constraint trigger fate after insert on fate deferrable initially deferred
    for each row execute function meet_fate()`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** Does one thing in a transaction that fails in its first so many runs. @returns runs, how it ended, and what is written */
async function runs(
  failures: number,
  fail: (tx: Tx) => Promise<unknown>,
): Promise<readonly [runs: number, ended: string, written: readonly number[]]> {
  await sql`truncate mark`.execute(db);
  let run = 0;
  const ended = await transaction(db, async (tx) => {
    run += 1;
    await sql`insert into mark values (${run})`.execute(tx);
    if (run <= failures) await fail(tx);

    return "done";
  }).catch((error: unknown) => sqlState(error) ?? String(error));
  const { rows } = await sql<{ run: number }>`select run from mark`.execute(db);

  return [run, ended, rows.map((row) => row.run)];
}

const raise = (state: string) => (tx: Tx) => sql`select fail(${state})`.execute(tx);
const atCommit = (state: string) => (tx: Tx) => sql`insert into fate values (${state})`.execute(tx);

describe("a transaction is done again as a whole", () => {
  test.each([
    "40001",
    "40P01",
    "08000",
    "08001",
    "08003",
    "08006",
    "57P01",
    "57P02",
    "57P03",
    "killed",
  ])("after %s", async (state) => {
    expect(await runs(2, raise(state))).toEqual([3, "done", [3]]);
  });

  test("after a server that went away between two statements", async () => {
    const killedByAnother = async (tx: Tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(db);
      await sql`select 1`.execute(tx);
    };
    expect(await runs(1, killedByAnother)).toEqual([2, "done", [2]]);
  });

  test.each(["40001", "40P01"])("after %s that comes with the commit", async (state) => {
    expect(await runs(1, atCommit(state))).toEqual([2, "done", [2]]);
  });

  test("and not more than five times", async () => {
    expect(await runs(9, raise("40001"))).toEqual([5, "40001", []]);
  });

  test("though nothing is done where nothing can be begun", async () => {
    let run = 0;
    const elsewhere = openDatabase("postgres://nobody@127.0.0.1:9/none");
    await expect(
      transaction(elsewhere, async () => {
        run += 1;
      }),
    ).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect(run).toBe(0);
    await elsewhere.destroy();
  });
});

describe("a transaction is done once", () => {
  test.each([
    ["57P01", "57P01"],
    ["08006", "08006"],
    // The rollback that follows on the dead connection has the last word.
    ["killed", "Error: Connection terminated unexpectedly"],
  ])("when %s comes with the commit", async (state, ended) => {
    expect((await runs(1, atCommit(state))).slice(0, 2)).toEqual([1, ended]);
  });

  test.each(["22012", "23505", "53100", "XX000"])("when it ends by %s", async (state) => {
    expect(await runs(1, raise(state))).toEqual([1, state, []]);
  });

  test("when what it does fails by itself", async () => {
    expect(await runs(1, () => Promise.reject(new RangeError("own")))).toEqual([
      1,
      "RangeError: own",
      [],
    ]);
  });
});
