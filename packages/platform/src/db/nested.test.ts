import { freshDatabase } from "@madoguchi/test";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { nested } from "./nested.ts";
import type { NestedJson } from "./nested.ts";

type Errand = {
  readonly id: number;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly dueOn: Temporal.PlainDate | null;
  readonly words: { readonly inOrder: readonly string[] };
};

test("a row within a row comes back as it would alone, to the microsecond", async () => {
  await using database = await freshDatabase();
  const db = openDatabase(database.url, { max: 1 });
  await sql`create table errand (id int, started_at timestamptz, ended_at timestamptz, due_on date, words jsonb)`.execute(
    db,
  );
  const errand: Errand = {
    id: 7,
    startedAt: Temporal.Instant.from("2026-11-22T00:04:59.123456Z"),
    endedAt: null,
    dueOn: Temporal.PlainDate.from("2026-12-31"),
    words: { inOrder: ["「\"'", "\\"] },
  };
  await sql`insert into errand values (${errand.id}, ${errand.startedAt}, null, ${errand.dueOn}, ${JSON.stringify(errand.words)})`.execute(
    db,
  );
  const within = nested<Errand>({
    id: "plain",
    startedAt: "instant",
    endedAt: "instant",
    dueOn: "day",
    words: "plain",
  });
  const { rows } = await sql<{ errands: readonly NestedJson<Errand>[] }>`
    select (select json_agg(${within.json("errand")}) from errand) as errands`.execute(db);
  await db.destroy();
  const [read] = (rows[0]?.errands ?? []).map(within.read);
  expect(read?.startedAt.equals(errand.startedAt)).toBe(true);
  expect(read?.dueOn?.equals("2026-12-31")).toBe(true);
  expect([read?.id, read?.endedAt, read?.words]).toEqual([7, null, errand.words]);
});
