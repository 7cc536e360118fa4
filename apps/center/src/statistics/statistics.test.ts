import type { Clock } from "@madoguchi/notation";
import { startOfDay } from "@madoguchi/notation";
import { enqueue, openDatabase, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { FacilityPerson, TestCenter, Visitor } from "@madoguchi/test";
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
import { addApplication, addFacility, addVisits, visits } from "./statistics.fixture.ts";

const today = Temporal.PlainDate.from("2026-11-29");
let now = startOfDay(today).add({ hours: 15 });
const clock: Clock = { now: () => now };

let center: TestCenter;
let db: Db;
let office: Visitor;
let clinic: FacilityPerson;
let clinicId: string;
/** By facility, in the order in which they were made. */
const medical: string[] = [];
const treatment: string[] = [];

beforeAll(async () => {
  center = await startTestCenter(clock);
  db = openDatabase(center.databaseUrl);
  clinic = await registerFacility(center);
  office = await official(center);
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
  expect((await office.get("/statistics")).path).toMatch(/^\/sign-in/);
});

async function dashboardLines(query = ""): Promise<ReadonlyMap<string, number>> {
  const { bytes } = await office.download(`/office/dashboard.csv${query}`);
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\r\n").slice(1);

  return new Map(
    lines.map((line) => {
      const cells = line.split(",");

      return [cells.slice(0, -1).join(","), Number(cells.at(-1))];
    }),
  );
}

test("the office's figures are those of the records, and come back after they were spoilt", async () => {
  await recountAll({ db, clock });
  const first = await dashboardLines();
  const facilities = await db.selectFrom("facility").select("id").execute();
  expect(first.get("段階ごとの施設数,いま,すべて,全国,登録")).toBe(facilities.length);
  // From the log itself, facility by facility.
  const span = { from: today.subtract({ days: 29 }), until: today };
  const each = await Promise.all(
    facilities.map(({ id }) => activityOf(db, { ...span, facilityId: id })),
  );
  const activity = each.flat();
  const refused = activity.filter(({ kind }) => kind === "problem");
  const days = `${span.from}から${span.until}`;
  const words = [...first.keys()].filter((key) => key.startsWith("答えが出なかった理由,"));
  expect(words.map((key) => first.get(key)).reduce((sum, count = 0) => (sum ?? 0) + count, 0)).toBe(
    refused.reduce((sum, { count }) => sum + count, 0),
  );
  const inOkinawa = await dashboardLines("?kind=treatment&prefecture=47");
  const own = new Set(treatment);
  const valid = activity.filter(
    ({ facilityId, kind, result }) =>
      own.has(facilityId) && kind === "outcome" && result === "valid",
  );
  const key = [...inOkinawa.keys()].find((line) => line.startsWith(`確認の結果,${days}`));
  expect(inOkinawa.get(key ?? "")).toBe(valid.reduce((sum, { count }) => sum + count, 0));
  expect(inOkinawa.get([...inOkinawa.keys()][0] ?? "")).toBe(treatment.length);

  await sql`update activity_day set count = count + 5`.execute(db);
  await sql`update stage_count set facilities = facilities + 5`.execute(db);
  await sql`delete from answer_time`.execute(db);
  expect(await dashboardLines()).not.toEqual(first);
  await recountAll({ db, clock });
  expect(await dashboardLines()).toEqual(first);
});

test("times to an answer are the medians and ninetieths of the events, and what waits is told by its age", async () => {
  const facilityIds = [...medical.slice(0, 7), ...treatment.slice(0, 4)];
  const hours = [1, 2, 5, 8, 30, 50, 100, 3, 9, 27, 81];
  const account = await db.selectFrom("account").select("id").executeTakeFirstOrThrow();
  const submittedAt = startOfDay(Temporal.PlainDate.from("2026-11-03"));
  for (const [index, facilityId] of facilityIds.entries()) {
    const decidedAt = submittedAt.add({ minutes: (hours[index] ?? 0) * 60 });
    await addApplication(db, { facilityId, accountId: account.id, submittedAt, decidedAt });
  }
  const waitingFor = medical.at(-1) ?? "";
  await addApplication(db, {
    facilityId: waitingFor,
    accountId: account.id,
    submittedAt: now.subtract({ hours: 24 * 8 }),
    decidedAt: null,
  });
  await recountAll({ db, clock });
  const line = (what: string, kind: string) =>
    `回答までの時間,2026-11,${kind},全国,利用申請 ${what}`;
  const all = await dashboardLines();
  const sorted = hours.toSorted((left, right) => left - right);
  expect(all.get(line("件数", "すべて"))).toBe(hours.length);
  expect(all.get(line("中央値（時間）", "すべて"))).toBe(sorted[5]);
  expect(all.get(line("90%（時間）", "すべて"))).toBe(sorted[9]);
  const ofKind = await dashboardLines("?kind=treatment");
  const kindName = "施術所（柔道整復・あん摩マッサージ指圧・はり・きゅう）";
  expect(ofKind.get(line("中央値（時間）", kindName))).toBe((9 + 27) / 2);
  expect(all.get("待っている件数,いま,すべて,全国,利用申請 7日以上14日未満")).toBe(1);
  expect(ofKind.has(`待っている件数,いま,${kindName},全国,利用申請 7日以上14日未満`)).toBe(false);
  const { html } = await office.get("/office/dashboard?kind=medical");
  expect(html).toContain("利用申請の回答までの時間");
  expect(html).toContain('<option value="medical" selected="">');
});
