/** The schema as it is migrated, against the list of where its tables live; and each rule broken once. */
import { freshDatabase, obstacles, withClient } from "@madoguchi/test";
import { expect, test } from "vitest";
import { distribution } from "./distribution.ts";

async function obstaclesAfter(change: string): Promise<readonly string[]> {
  await using database = await freshDatabase();

  return await withClient(database.url, async (client) => {
    await client.query(change);

    return obstacles(client, distribution);
  });
}

test("nothing stands in the way of many servers: every table has its place, and every key says whose row it is", async () => {
  expect(await obstaclesAfter("select 1")).toEqual([]);
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
  const before = await obstaclesAfter("select 1");
  const found = (await obstaclesAfter(change)).filter((each) => !before.includes(each));
  expect(found).toEqual([expect.stringContaining(obstacle)]);
});
