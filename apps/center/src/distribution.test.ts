/** The schema as it is migrated, against the list of where its tables live; and each rule broken once. */
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@madoguchi/platform";
import { emptyDatabase, freshDatabase, obstacles, withClient } from "@madoguchi/test";
import { beforeAll, expect, test } from "vitest";
import { distribution } from "./distribution.ts";
import { migrationsDirectory } from "./server.ts";

async function obstaclesAfter(change: string): Promise<readonly string[]> {
  await using database = await freshDatabase();

  return await withClient(database.url, async (client) => {
    await client.query(change);

    return obstacles(client, distribution);
  });
}

let before: readonly string[];
beforeAll(async () => {
  before = await obstaclesAfter("select 1");
});

test("nothing stands in the way of many servers: every table has its place, and every key says whose row it is", () => {
  expect(before).toEqual([]);
});

test.each([
  ["create table novelty (id uuid primary key)", "novelty is not in the list"],
  ["drop table bulk_inquiry", "bulk_inquiry is in the list and not in the schema"],
  ["create unique index planted on challenge (nonce)", "challenge: planted leaves out facility_id"],
  [
    "alter table consent add constraint planted exclude using gist (check_id with =, person_id with <>)",
    "consent: planted leaves out person_id",
  ],
  [
    "alter table check_record add constraint planted foreign key (person_id) references person (id)",
    "check_record (distributed) points at person (distributed): planted",
  ],
  [
    "alter table coverage add constraint planted foreign key (person_id) references person (id)",
    "coverage (distributed) points at person (distributed): planted",
  ],
  [
    "alter table check_record add column by uuid references account (id)",
    "check_record (distributed) points at account (local): check_record_by_fkey",
  ],
  [
    "alter table insurer add column last_file uuid references feed_file (id)",
    "insurer (reference) points at feed_file (local)",
  ],
  ["alter table challenge add column ordinal serial", "challenge.ordinal has a sequence"],
  [
    "alter table audit_event add column ordinal bigint generated always as identity",
    "audit_event.ordinal has a sequence",
  ],
  [
    "alter table audit_event drop constraint audit_event_pkey; alter table audit_event alter owner_id drop not null",
    "audit_event.owner_id may be null",
  ],
  [
    `create function noted() returns trigger language plpgsql as $$ begin return new; end $$;
     create trigger planted before insert on check_record for each row execute function noted()`,
    "check_record has a trigger: planted",
  ],
])("%s", async (change, obstacle) => {
  const found = (await obstaclesAfter(change)).filter((each) => !before.includes(each));
  expect(found).toEqual([expect.stringContaining(obstacle)]);
});

test("what was recorded before the owner was gets its owner", async () => {
  await using database = await emptyDatabase();
  const older = await mkdtemp(join(tmpdir(), "madoguchi-before-"));
  const id = (digit: number) => `00000000-0000-7000-8000-${String(digit).padStart(12, "0")}`;
  try {
    for (const name of await readdir(migrationsDirectory)) {
      if (name < "079") await copyFile(join(migrationsDirectory, name), join(older, name));
    }
    await migrate(database.url, older);
    await withClient(database.url, async (client) => {
      for (const [event, facility] of [
        [id(1), id(9)],
        [id(2), null],
      ]) {
        await client.query(
          `insert into audit_event (id, at, action, actor_kind, actor_id, facility_id, subject_kind, subject_id, detail)
           values ($1, now(), 'check.answered', 'system', 'x', $2, 'check', 'x', '{}')`,
          [event, facility],
        );
      }
      await migrate(database.url, migrationsDirectory);
      const { rows } = await client.query("select id, owner_id from audit_event order by id");
      expect(rows).toEqual([
        { id: id(1), owner_id: id(9) },
        { id: id(2), owner_id: id(2) },
      ]);
    });
  } finally {
    await rm(older, { recursive: true });
  }
});
