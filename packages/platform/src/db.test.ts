import { freshDatabase } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, sqlState, transaction, allowAttempt } from "./index.ts";
import type { Db } from "./index.ts";

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

test("dates, instants and bigints come back as they went in", async () => {
  const date = Temporal.PlainDate.from("2026-01-31");
  const instant = Temporal.Instant.from("2026-01-31T14:59:59.999999Z");
  const { rows } = await sql<{ date: Temporal.PlainDate; at: Temporal.Instant; yen: number }>`
    select ${date}::date as date, ${instant}::timestamptz as at, 31000::bigint as yen`.execute(db);
  expect(rows[0]?.date.equals(date)).toBe(true);
  expect(rows[0]?.at.equals(instant)).toBe(true);
  expect(rows[0]?.yen).toBe(31_000);
  await expect(sql`select 9007199254740993::bigint`.execute(db)).rejects.toThrow(RangeError);
});

test.each([
  ["2026-11-22 00:04:59.123456+00", "UTC"],
  ["2026-11-22 00:04:59.5+00", "UTC"],
  ["1969-12-31 23:59:59.999999+00", "UTC"],
  ["0021-01-01 00:00:00+00", "UTC"],
  ["2026-11-22 09:04:59.000001+09", "Asia/Tokyo"],
  ["2026-11-22 05:49:59+05:45", "Asia/Kathmandu"],
])("an instant comes back to its microsecond: %s", async (text, zone) => {
  await transaction(db, async (tx) => {
    await sql`select set_config('TimeZone', ${zone}, true)`.execute(tx);
    const { rows } = await sql<{
      at: Temporal.Instant;
    }>`select ${text}::timestamptz as at`.execute(tx);
    expect(rows[0]?.at.toString()).toBe(Temporal.Instant.from(text.replace(" ", "T")).toString());
  });
});

test("two transactions in each other's way both happen, one after the other", async () => {
  await sql`create table counter (id int primary key, value int not null)`.execute(db);
  await sql`insert into counter values (1, 0)`.execute(db);
  const add = () =>
    transaction(db, async (tx) => {
      await sql`set transaction isolation level serializable`.execute(tx);
      await sql`update counter set value = value + 1 where id = 1`.execute(tx);
    });
  await Promise.all([add(), add(), add()]);
  const { rows } = await sql<{ value: number }>`select value from counter`.execute(db);
  expect(rows[0]?.value).toBe(3);
});

test("another error of the database is not tried again", async () => {
  let runs = 0;
  const broken = transaction(db, async (tx) => {
    runs += 1;
    await sql`select 1 / 0`.execute(tx);
  });
  await expect(broken).rejects.toSatisfy((error) => sqlState(error) === "22012");
  expect(runs).toBe(1);
});

test("guessing is limited in a window and free again after it", async () => {
  let now = Temporal.Instant.from("2026-11-22T00:00:00Z");
  const clock = { now: () => now };
  const limit = { attempts: 2, seconds: 60 };
  const attempt = () => allowAttempt(db, clock, "somebody", limit);
  expect([await attempt(), await attempt(), await attempt()]).toEqual([true, true, false]);
  now = now.add({ seconds: 61 });
  expect(await attempt()).toBe(true);
});

test("a statement is planned once for each connection, unless its plan needs the very values", async () => {
  await sql`
    create table errand (name text, state text);
    create unique index errand_open on errand (name) where state in ('new', 'begun')`.execute(db);
  await transaction(db, async (tx) => {
    for (let turn = 0; turn < 12; turn += 1) {
      const name = `errand ${turn % 3}`;
      const { rows } = await sql<{ name: string }>`
        insert into errand values (${name}, 'new')
        on conflict (name) where state in (${"new"}, ${"begun"}) do nothing
        returning name`.execute(tx);
      expect(rows).toHaveLength(turn < 3 ? 1 : 0);
      const found = await sql`select state from errand where name = ${name}`.execute(tx);
      expect(found.rows).toEqual([{ state: "new" }]);
    }
    const { rows } = await sql<{ statement: string; plans: number }>`
      select statement, generic_plans + custom_plans as plans from pg_prepared_statements
      where statement like '%errand%' and statement not like '%pg_prepared_statements%'`.execute(
      tx,
    );
    expect(rows).toEqual([{ statement: "select state from errand where name = $1", plans: 12 }]);
  });
});
