import type { Clock } from "@madoguchi/notation";
import { startOfDay } from "@madoguchi/notation";
import { enqueue, openDatabase, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { FacilityPerson, TestCenter } from "@madoguchi/test";
import fc from "fast-check";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activityOf } from "../eligibility/index.ts";
import { countActivity, recountAll } from "./actions/recount.ts";
import { activityIn } from "./activity.ts";
import { FEWEST } from "./rules/anonymous.ts";
import { metricsOf } from "./rules/figures.ts";
import { comparedSpan } from "./rules/period.ts";
import { addFacility, addVisits, visits } from "./statistics.fixture.ts";

const today = Temporal.PlainDate.from("2026-11-29");
let now = startOfDay(today).add({ hours: 15 });
const clock: Clock = { now: () => now };

let center: TestCenter;
let db: Db;
let clinic: FacilityPerson;
let clinicId: string;
/** By facility, in the order in which they were made. */
const medical: string[] = [];
const treatment: string[] = [];

beforeAll(async () => {
  center = await startTestCenter(clock);
  db = openDatabase(center.databaseUrl);
  clinic = await registerFacility(center);
  const found = await db
    .selectFrom("facility")
    .select("id")
    .where("code", "=", clinic.facilityCode)
    .executeTakeFirstOrThrow();
  clinicId = found.id;
  const createdAt = startOfDay(Temporal.PlainDate.from("2026-08-10"));
  for (let index = 0; index < FEWEST + 4; index += 1) {
    medical.push(await addFacility(db, { kind: "medical", prefectureCode: "13", createdAt }));
  }
  for (let index = 0; index < FEWEST - 2; index += 1) {
    treatment.push(await addFacility(db, { kind: "treatment", prefectureCode: "47", createdAt }));
  }
  const everybody = [clinicId, ...medical, ...treatment];
  const pasts = fc.sample(visits, { numRuns: everybody.length, seed: 20261129 });
  for (const [index, facilityId] of everybody.entries()) {
    await addVisits(db, facilityId, today, pasts[index] ?? []);
  }
  // In October two people, one of them twice.
  const october = { ago: 35, minute: 700, way: "pinCheck", outcome: "valid" } as const;
  await addVisits(
    db,
    clinicId,
    today,
    [21, 21, 22].map((person) => ({ ...october, person })),
  );
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

async function allCounts() {
  const { rows } = await sql`
    select facility_id, day::text, way, kind, result, count from check_count
    order by 1, 2, 3, 4, 5`.execute(db);

  return rows;
}

test("counting is the same by the job, again, from the start, and straight from the records", async () => {
  await transaction(db, (tx) => enqueue(tx, "count-activity", {}));
  await expect.poll(async () => (await allCounts()).length).toBeGreaterThan(100);
  await expect
    .poll(async () => {
      const { rows } = await sql`
        select from graphile_worker.jobs where task_identifier = 'count-activity'`.execute(db);
      return rows.length;
    })
    .toBe(0);
  const first = await allCounts();
  await countActivity({ db, clock });
  expect(await allCounts()).toEqual(first);
  await sql`update check_count set count = count + 7`.execute(db);
  await recountAll({ db, clock });
  expect(await allCounts()).toEqual(first);

  const { rows } = await sql<{ counted: number; recorded: number }>`
    select (select sum(count) from check_count where kind = 'outcome' and way <> 'bulk')::int as counted,
      (select count(*) from check_record)::int as recorded`.execute(db);
  expect(rows[0]?.counted).toBe(rows[0]?.recorded);
});

test("a page's figures are the kept ones and today's, and never count anything twice", async () => {
  const span = { from: today.subtract({ days: 40 }), until: today };
  const sum = (activity: readonly { count: number }[]) =>
    activity.reduce((all, { count }) => all + count, 0);
  const straight = await activityOf(db, { ...span, facilityId: clinicId });
  expect(sum(await activityIn({ db }, clinicId, span))).toBe(sum(straight));
  // Two days on without a count: the days since then come straight from the records.
  now = now.add({ hours: 48 });
  await addVisits(db, clinicId, today.add({ days: 1 }), [
    { ago: 0, minute: 600, way: "pinCheck", outcome: "valid", person: 1 },
  ]);
  const later = { ...span, until: today.add({ days: 2 }) };
  expect(sum(await activityIn({ db }, clinicId, later))).toBe(sum(straight) + 1);
  now = now.subtract({ hours: 48 });
});

test("what came late is counted: a day or two by the job, more by a recount", async () => {
  const late = (ago: number) =>
    addVisits(db, clinicId, today, [
      { ago, minute: 5, way: "visualCheck", outcome: "multiple", person: 2 },
    ]);
  const counted = async () => {
    const { rows } = await sql<{ count: number }>`
      select coalesce(sum(count), 0)::int as count from check_count
      where facility_id = ${clinicId} and result = 'multiple'`.execute(db);
    return rows[0]?.count;
  };
  await late(2);
  await countActivity({ db, clock });
  expect(await counted()).toBe(1);
  await late(20);
  await countActivity({ db, clock });
  expect(await counted()).toBe(1);
  await recountAll({ db, clock }, today.subtract({ days: 20 }));
  expect(await counted()).toBe(2);
});

test("a shown median is that of the same figures that each facility sees, and small groups show none", async () => {
  const span = comparedSpan(today);
  const figures = await Promise.all(
    [clinicId, ...medical].map(async (id) => metricsOf(await activityIn({ db }, id, span))),
  );
  const median = (values: readonly number[]): number => {
    const sorted = values.toSorted((left, right) => left - right);
    const middle = (sorted.length - 1) / 2;
    const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
    return (low + high) / 2;
  };
  const { rows } = await sql<{ metric: string; code: string; kind: string; median: number }>`
    select metric, kind, prefecture_code as code, median from comparison_median`.execute(db);
  const keys = ["perDay", "validShare", "visualShare", "problemShare"] as const;
  for (const key of keys) {
    const expected = median(figures.flatMap((each) => (each ? [each[key]] : [])));
    const found = rows.filter(({ metric }) => metric === key);
    expect(found.map(({ kind, code }) => `${kind}/${code}`).toSorted()).toEqual([
      "medical/",
      "medical/13",
    ]);
    for (const row of found) expect(row.median).toBeCloseTo(expected, 1);
  }

  const { html } = await clinic.visitor.get("/statistics");
  expect(html).toContain("東京都");
  expect(html).toContain(`${rows.find(({ metric }) => metric === "perDay")?.median.toFixed(1)}件`);
});

test("the rate of use is people by card over what the facility states, and nobody else's", async () => {
  const october = "2026-10-01";
  const wrong = await clinic.visitor.post("/statistics/patients", {
    month: october,
    patients: "0",
  });
  expect([wrong.status, wrong.html.includes("<title>エラー：")]).toEqual([422, true]);
  const future = await clinic.visitor.post("/statistics/patients", {
    month: "2026-11-01",
    patients: "10",
  });
  expect(future.status).toBe(422);
  const entered = await clinic.visitor.post("/statistics/patients", {
    month: october,
    patients: "４０人",
  });
  const { rows } = await sql<{ people: number }>`
    select count(distinct person_id)::int as people from check_record
    where facility_id = ${clinicId} and outcome = 'valid'
      and (checked_at at time zone 'Asia/Tokyo')::date between '2026-10-01' and '2026-10-31'`.execute(
    db,
  );
  const people = rows[0]?.people ?? 0;
  expect(people).toBeGreaterThan(0);
  expect(entered.html).toContain(`${people}人`);
  expect(entered.html).toContain(`${((100 * people) / 40).toFixed(1)}%`);
  const other = await registerFacility(center);
  expect((await other.visitor.get("/statistics")).html).not.toContain("40人");
});

test("the file holds the page's numbers, and nothing of other facilities", async () => {
  const { bytes, type } = await clinic.visitor.download("/statistics.csv?period=90");
  expect(type).toBe("text/csv; charset=utf-8");
  const [title, ...lines] = new TextDecoder("utf-8", { ignoreBOM: true })
    .decode(bytes)
    .trimEnd()
    .split("\r\n");
  expect(title).toBe("\ufeff日付,方法,区分,結果・理由,件数");
  const counted = lines.reduce((sum, line) => sum + Number(line.split(",").at(-1)), 0);
  const span = { from: today.subtract({ days: 89 }), until: today };
  const own = await activityOf(db, { ...span, facilityId: clinicId });
  expect(counted).toBe(own.reduce((sum, { count }) => sum + count, 0));
  const stranger = await center.visitor().get("/statistics.csv");
  expect(stranger.path).toMatch(/^\/sign-in/);
});

test("everybody sees by stage how far facilities have come, unless that tells of few", async () => {
  await recountAll({ db, clock });
  const visitor = center.visitor();
  const { html, status } = await visitor.get("/statistics/open");
  expect(status).toBe(200);
  expect(html).toContain("令和8年10月末");
  expect(html).not.toContain("<script");
  const { bytes } = await visitor.download("/statistics/open.csv?month=2026-10");
  const rows = new TextDecoder()
    .decode(bytes)
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
  const row = (prefecture: string, kind: string) =>
    rows.find((each) => each[2] === prefecture && each[3] === kind)?.slice(4);
  const few = `非表示（${FEWEST}未満を含む）`;
  // Eight of whom nothing may be told: neither there, nor by the sum of their kind, nor by what is left of the sum of all.
  expect(row("沖縄県", "すべて")?.[0]).toBe(few);
  expect(row("全国", "すべて")?.[0]).toBe("22");
  expect(row("全国", "医科診療所・病院")?.[0]).toBe(few);
  expect(row("東京都", "医科診療所・病院")?.[0]).toBe(few);
  expect(row("北海道", "すべて")).toEqual(["0", "0", "0", "0", "0", "0"]);
  expect(rows).toHaveLength(1 + 48 * 7);
});

test("officials have no facility's page of figures", async () => {
  const office = await official(center);
  expect((await office.get("/statistics")).path).toMatch(/^\/sign-in/);
});
