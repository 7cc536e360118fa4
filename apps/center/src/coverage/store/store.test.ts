/** What the database itself refuses, and what becomes of an older one. */
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openDatabase, sqlState, transaction } from "@madoguchi/platform";
import { emptyDatabase } from "@madoguchi/test";
import fc from "fast-check";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideAsOf, findHolder } from "../index.ts";
import { openRegistry, town } from "../registry.fixture.ts";
import type { TestRegistry } from "../registry.fixture.ts";
import { overlap } from "../rules/changes.ts";
import type { Days } from "../rules/decide.ts";
import { checkOverlapsOnce } from "./write.ts";

const june1 = "2026-06-01T09:00:00Z";
const migrations = join(import.meta.dirname, "../../../migrations");

let registry: TestRegistry;

beforeAll(async () => {
  registry = await openRegistry(june1);
});
afterAll(() => registry[Symbol.asyncDispose]());

async function refusal(statement: RawBuilder<unknown>): Promise<string | null> {
  try {
    await statement.execute(registry.db);

    return null;
  } catch (error) {
    return sqlState(error);
  }
}

const EXCLUSION = "23P01";
const UNIQUE = "23505";
const CHECK = "23514";

const person = "00000000-0000-8000-8000-000000000001";
const first = "00000000-0000-8000-8000-00000000000a";
const second = "00000000-0000-8000-8000-00000000000b";

type Columns = { id: string; insurer: string } & Partial<Days> & { qualifiedOn: string };

function insertCoverage({ id, insurer, qualifiedOn, disqualifiedOn, validFrom, validTo }: Columns) {
  return sql`
    insert into coverage (person_id, id, insurer_number, number, relationship, qualified_on,
      disqualified_on, valid_from, valid_to, copay_tenths, preschool, specific_diseases,
      classification, recorded_at)
    values (${person}, ${id}, ${insurer}, '1', 'insured', ${qualifiedOn},
      ${disqualifiedOn ?? null}, ${validFrom ?? qualifiedOn}, ${validTo ?? null}, 3, false, '[]',
      '01', ${june1})`;
}

describe("the database refuses", () => {
  test("two coverages of one insurer on one day, and one coverage twice", async () => {
    const coverage = { id: first, insurer: town, qualifiedOn: "2026-04-01" };
    expect(await refusal(insertCoverage(coverage))).toBeNull();
    const again = { ...coverage, id: second };
    expect(await refusal(insertCoverage(again))).toBe(EXCLUSION);
    expect(await refusal(insertCoverage({ ...again, insurer: "01130012" }))).toBeNull();
    const earlier = { ...coverage, qualifiedOn: "2020-04-01", disqualifiedOn: "2021-04-01" };
    expect(await refusal(insertCoverage(earlier))).toBe(UNIQUE);
    expect(await refusal(insertCoverage({ ...earlier, disqualifiedOn: "2020-03-31" }))).toBe(CHECK);
    expect(await refusal(sql`update coverage set classification = '08'`)).toBe(CHECK);
    await sql`delete from coverage`.execute(registry.db);
  });

  test("two things known of one coverage or one person at one moment", async () => {
    await insertCoverage({ id: first, insurer: town, qualifiedOn: "2026-04-01" }).execute(
      registry.db,
    );
    const remember = (from: string, to: string) => sql`
      insert into coverage_history
      select known.* from coverage, jsonb_populate_record(null::coverage_history, to_jsonb(coverage)
        || jsonb_build_object('recorded_at', ${from}::text, 'superseded_at', ${to}::text)) known`;
    expect(await refusal(remember("2026-01-01", "2026-02-01"))).toBeNull();
    expect(await refusal(remember("2026-02-01", "2026-03-01"))).toBeNull();
    expect(await refusal(remember("2026-01-15", "2026-01-16"))).toBe(EXCLUSION);
    expect(await refusal(remember("2026-03-02", "2026-03-02"))).toBe(CHECK);
    await sql`delete from coverage`.execute(registry.db);

    const known = (from: string, to: string) => sql`
      insert into person_history (id, name, kana, sex, birth_date, recorded_at, superseded_at)
      values (${person}, '架空', 'カクウ', 'unset', '1980-02-17', ${from}, ${to})`;
    expect(await refusal(known("2026-01-01", "2026-02-01"))).toBeNull();
    expect(await refusal(known("2026-01-31", "2026-03-01"))).toBe(EXCLUSION);
  });

  test("two links of one certificate at one moment", async () => {
    const link = (personId: string) => sql`
      insert into certificate_link (fingerprint, person_id, linked_at)
      values (sha256('1'), ${personId}, ${june1})`;
    expect(await refusal(link(first))).toBeNull();
    expect(await refusal(link(second))).toBe(UNIQUE);
    const linked = (from: string, to: string) => sql`
      insert into certificate_link_history (fingerprint, person_id, linked_at, via, unlinked_at, reason)
      values (sha256('1'), ${first}, ${from}, 'import', ${to}, 'asked')`;
    expect(await refusal(linked("2026-01-01", "2026-02-01"))).toBeNull();
    expect(await refusal(linked("2026-01-31", "2026-03-01"))).toBe(EXCLUSION);
  });

  test("an overlap among coverages that were checked only once, and checks again afterwards", async () => {
    const coverage = { id: first, insurer: town, qualifiedOn: "2026-04-01" };
    const load = (coverages: readonly Columns[]) =>
      transaction(registry.db, (tx) =>
        checkOverlapsOnce(tx, async () => {
          for (const each of coverages) await insertCoverage(each).execute(tx);
        }),
      ).then(
        () => null,
        (error: unknown) => sqlState(error),
      );
    expect(await load([coverage, { ...coverage, id: second }])).toBe(EXCLUSION);
    expect(await load([coverage])).toBeNull();
    expect(await refusal(insertCoverage({ ...coverage, id: second }))).toBe(EXCLUSION);
    await sql`delete from coverage`.execute(registry.db);
  });

  test("exactly what the rule calls an overlap", async () => {
    const day = fc
      .integer({ min: 0, max: 12 })
      .map((month) => Temporal.PlainDate.from("2025-01-01").add({ months: month }).toString());
    const days = fc
      .record({
        qualifiedOn: day,
        validFrom: day,
        disqualifiedOn: fc.option(day),
        validTo: fc.option(day),
      })
      .filter(
        ({ qualifiedOn, disqualifiedOn, validFrom, validTo }) =>
          (disqualifiedOn ?? qualifiedOn) >= qualifiedOn && (validTo ?? validFrom) >= validFrom,
      );
    const pairs = fc.sample(fc.tuple(days, days), 3000);
    const put = async (side: 0 | 1) => {
      const rows = pairs.map((pair, index) => ({
        person: uuid(index),
        id: uuid(side),
        ...pair[side],
      }));
      const { rows: inserted } = await sql<{ personId: string }>`
        insert into coverage (person_id, id, insurer_number, number, relationship, qualified_on,
          disqualified_on, valid_from, valid_to, copay_tenths, preschool, specific_diseases,
          classification, recorded_at)
        select person, id, ${town}, '1', 'insured', "qualifiedOn", "disqualifiedOn", "validFrom",
          "validTo", 3, false, '[]', '01', ${june1}
        from json_to_recordset(${JSON.stringify(rows)}) as pair (person uuid, id uuid,
          "qualifiedOn" date, "disqualifiedOn" date, "validFrom" date, "validTo" date)
        on conflict do nothing returning person_id`.execute(registry.db);

      return new Set(inserted.map(({ personId }) => personId));
    };
    expect((await put(0)).size).toBe(pairs.length);
    const taken = await put(1);
    const wrong = pairs.filter((pair, index) => overlap(...pair) === taken.has(uuid(index)));
    expect(wrong).toEqual([]);
    expect(taken.size).toBeGreaterThan(300);
    expect(pairs.length - taken.size).toBeGreaterThan(300);
    await sql`delete from coverage`.execute(registry.db);
  });
});

function uuid(number: number): string {
  return `${number.toString(16).padStart(8, "0")}-0000-8000-8000-000000000000`;
}

test("an older database keeps what it knows", async () => {
  await using database = await emptyDatabase();
  const before = await mkdtemp(join(tmpdir(), "madoguchi-migrations-"));
  for (const name of await readdir(migrations)) {
    if (name < "070") await cp(join(migrations, name), join(before, name));
  }
  await migrate(database.url, before);
  await rm(before, { recursive: true });
  await using db = openDatabase(database.url, { max: 1 });
  await sql`insert into insurer values (${town}, '窓口市（架空）', 'national-health-insurance')`.execute(
    db,
  );
  await sql`
    insert into person values (${person}, '山田　花子', 'ヤマダ　ハナコ', 'female', '1980-02-17', null, null)`.execute(
    db,
  );
  await sql`
    insert into coverage (person_id, id, insurer_number, number, relationship, qualified_on, valid_from,
      copay_tenths, preschool, specific_diseases)
    values (${person}, ${first}, ${town}, '1', 'insured', '2021-04-01', '2021-04-01', 3, false, '[]')`.execute(
    db,
  );
  await sql`insert into certificate_link values (sha256('1'), ${person}, ${june1})`.execute(db);
  await migrate(database.url, migrations);

  const fingerprint = createHash("sha256").update("1").digest("hex");
  const holder = await findHolder(db, { fingerprint, facilityId: null });
  expect(holder).toMatchObject({
    person: { name: "山田　花子" },
    coverages: [{ number: "1", classification: "01" }],
  });
  const now = Temporal.Now.instant();
  expect(await decideAsOf(db, person, Temporal.PlainDate.from("2026-06-03"), now)).toMatchObject({
    outcome: "valid",
  });
});
