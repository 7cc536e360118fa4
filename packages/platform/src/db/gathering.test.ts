import { freshDatabase } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import type { Db, Executor } from "./database.ts";
import { gathering } from "./gathering.ts";
import { transaction } from "./transaction.ts";

let database: FreshDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** Doubles numbers, as one statement; zero divides by zero. */
function doubling() {
  const sizes: number[] = [];
  const double = gathering(async (executor: Executor, numbers: readonly number[]) => {
    sizes.push(numbers.length);
    const { rows } = await sql<{ doubled: number }>`
      select (2 * n * n / n)::int as doubled from unnest(${numbers}::int[]) with ordinality q (n, ordinal)
      order by ordinal`.execute(executor);

    return rows.map(({ doubled }) => doubled);
  });

  return { double, sizes };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test("what is asked in one turn is asked in one statement, and each hears its own answer", async () => {
  const { double, sizes } = doubling();
  const answers = await Promise.all(upTo(50).map((number) => double(db, number)));
  expect(answers).toEqual(upTo(50).map((number) => 2 * number));
  expect(sizes).toEqual([50]);
});

test("never more than 64 at once, and nobody is forgotten", async () => {
  const { double, sizes } = doubling();
  const answers = await Promise.all(upTo(1001).map((number) => double(db, number)));
  expect(answers).toEqual(upTo(1001).map((number) => 2 * number));
  expect(Math.max(...sizes)).toBe(64);
  expect(sizes.reduce((a, b) => a + b)).toBe(1001);
});

test("a question that fails fails alone", async () => {
  const { double } = doubling();
  const outcomes = await Promise.allSettled([3, 0, 5].map((number) => double(db, number)));
  expect(outcomes.map((each) => (each.status === "fulfilled" ? each.value : "failed"))).toEqual([
    6,
    "failed",
    10,
  ]);
});

test("inside a transaction it is that transaction's question alone", async () => {
  const { double, sizes } = doubling();
  const inside = transaction(db, async (tx) => [await double(tx, 1), await double(tx, 2)]);
  expect(await Promise.all([inside, double(db, 3)])).toEqual([[2, 4], 6]);
  expect(sizes.toSorted()).toEqual([1, 1, 1]);
});
