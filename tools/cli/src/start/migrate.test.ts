/** `migrate --citus`, against what stands in for Citus: a real one is tried by hand (decision 021). */
import { distribution } from "@madoguchi/center";
import { CITUS_STAND_IN, freshDatabase, withClient } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { migrate } from "../commands/migrate.ts";

let database: FreshDatabase;
let printed: string;

beforeEach(async () => {
  database = await freshDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);

    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await database.drop();
});

async function run(...args: readonly string[]): Promise<number> {
  printed = "";

  return migrate.run(args);
}

const sql = <Row extends object>(text: string): Promise<readonly Row[]> =>
  withClient(database.url, async (client) => (await client.query<Row>(text)).rows);

async function calls(): Promise<readonly string[]> {
  const rows = await sql<{ call: string }>(`
    select concat_ws(' ', relation, kind, by, beside) as call from citus.call order by ordinal`);

  return rows.map(({ call }) => call);
}

test("without the extension it says what is missing, and that nothing was spread", async () => {
  expect(await run("--citus")).toBe(1);
  expect(printed).toContain("拡張機能 citus がありません。表は分けていません。");
  expect(await run()).toBe(0);
  expect(printed).toBe("すでに最新です。\n");
});

test("each table goes to its place, in the order of the list, and the second time there is nothing to do", async () => {
  await sql(CITUS_STAND_IN);
  expect(await run("--citus")).toBe(0);
  expect(printed).toContain("分けました：coverage\n");
  const wanted = distribution.flatMap((entry) => {
    if (entry.kind === "local") return [];
    if (entry.kind === "reference") return [`${entry.table} reference`];
    return [`${entry.table} distributed ${entry.by} ${entry.beside ?? "none"}`];
  });
  expect(await calls()).toEqual(wanted);
  expect(wanted).toContain("audit_event distributed owner_id challenge");

  expect(await run("--citus")).toBe(0);
  expect(printed).toContain("表は、すでに分かれています。");
  expect(await calls()).toEqual(wanted);
});

test("a run that broke off goes on where it stopped", async () => {
  await sql(CITUS_STAND_IN);
  await sql(
    `select create_reference_table('insurer'), create_distributed_table('terminal', 'id', colocate_with => 'none')`,
  );
  expect(await run("--citus")).toBe(0);
  expect(printed).not.toContain("分けました：insurer\n");
  expect((await calls()).slice(0, 3)).toEqual([
    "insurer reference",
    "terminal distributed id none",
    "insurer_history reference",
  ]);
});

test("tables that were spread in another way stay as they are, and are named", async () => {
  await sql(CITUS_STAND_IN);
  await sql(`select create_reference_table('person'),
    create_distributed_table('challenge', 'id', colocate_with => 'none')`);
  expect(await run("--citus")).toBe(1);
  expect(printed).toContain("違う分け方になっています：challenge、person\n");
  expect(await calls()).toEqual(["person reference", "challenge distributed id none"]);
});

test("an option that does not exist is refused in a sentence", async () => {
  await expect(run("--shards")).rejects.toThrow("読み取れません");
});
