/** The command as it is run on the machine of a new center. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@madoguchi/platform";
import { freshDatabase } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator } from "../commands/administrator.ts";
import { hearing } from "../hearing.fixture.ts";

let home: string;
let database: FreshDatabase;
const heard = hearing(() => ({ DATABASE_URL: database.url, MADOGUCHI_VAR: home }));

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "madoguchi-administrator-"));
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true });
});

const invite = (number: number) =>
  administrator.run([
    "invite",
    `--mail=kanri${number}@example.go.jp`,
    `--name=管理 ${number}`,
    "--center=https://madoguchi.example.jp",
  ]);

test("the first three come by the machine's word, and no more", async () => {
  expect(await invite(1)).toBe(0);
  expect(await invite(1)).toBe(1);
  expect(heard.all.at(-1)).toContain("すでに使われています");
  expect(await invite(2)).toBe(0);
  expect(await invite(3)).toBe(0);
  expect(await invite(4)).toBe(1);
  expect(heard.all.at(-1)).toContain("管理の職員が3人いるため");
  const db = openDatabase(database.url, { max: 1 });
  const events = await db
    .selectFrom("auditEvent")
    .select("actorId")
    .where("action", "=", "role.given-on-machine")
    .execute();
  const roles = await db.selectFrom("officialRole").select("role").execute();
  await db.destroy();
  expect(events).toHaveLength(3);
  expect(roles.map(({ role }) => role)).toEqual(Array(3).fill("administrator"));
});

test("what is missing is said, and how it is used", async () => {
  await expect(administrator.run(["invite", "--name", "管理 和子"])).rejects.toThrow(/--mail/);
  await expect(administrator.run([])).rejects.toThrow(/--help/);
});
