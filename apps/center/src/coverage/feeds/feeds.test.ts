import { gzipSync } from "node:zlib";
import { encodeShiftJis } from "@madoguchi/notation";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decideAsOf } from "../index.ts";
import { association, official, openRegistry, town } from "../registry.fixture.ts";
import type { TestRegistry } from "../registry.fixture.ts";
import { bytes, csv, nth, row, takeIn } from "./feed.fixture.ts";
import type { Row } from "./feed.fixture.ts";
import { takeInFeed } from "./take-in.ts";

const june1 = "2026-06-01T00:00:00Z";
const june2 = "2026-06-02T00:00:00Z";

let registry: TestRegistry;

beforeEach(async () => {
  registry = await openRegistry(june1);
});
afterEach(() => registry[Symbol.asyncDispose]());

/** Everything of the registry, without ids and times. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ all: string }>`
    select string_agg(line, E'\n' order by line) as all from (
      select concat_ws(' ', c.insurer_number, c.symbol, c.number, c.branch, p.name, p.birth_date, c.qualified_on,
        c.disqualified_on, c.loss_reason, c.copay_tenths, p.suspended_at is not null) as line
      from coverage c join person p on p.id = c.person_id
    ) lines`.execute(registry.db);

  return rows[0]?.all ?? "";
}

async function count(table: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from ${sql.table(table)}`.execute(registry.db);

  return rows[0]?.count ?? 0;
}

/** The rules of a refused file, with line and column. */
function rules(outcome: Awaited<ReturnType<typeof takeIn>>): readonly string[] {
  if (!("problems" in outcome)) throw new Error("there is no list", { cause: outcome });

  return outcome.problems.map(({ line, column, rule }) => `${line} ${column?.title ?? ""} ${rule}`);
}

const twenty = Array.from({ length: 20 }, (_, index) => nth(index + 1));
const without = (n: number) => twenty.filter(({ 番号 }) => 番号 !== String(n));
const changed = (n: number, values: Row) =>
  twenty.map((each) => (each["番号"] === String(n) ? { ...each, ...values } : each));

describe("a full file", () => {
  test("registers, then writes only what differs, and what was known before stays known", async () => {
    expect(await takeIn(registry, twenty)).toMatchObject({
      kind: "accepted",
      counts: { lines: 20, peopleAdded: 20, coveragesAdded: 20, coveragesEnded: 0 },
    });
    expect(await count("coverage_history")).toBe(0);
    registry.setTime(june2);
    const second = changed(3, { 一部負担金割合: "020", 氏名: "見本　太朗" });
    expect(await takeIn(registry, second)).toMatchObject({
      kind: "accepted",
      counts: { peopleChanged: 1, coveragesChanged: 1, coveragesUnchanged: 19, peopleAdded: 0 },
    });
    expect(await count("coverage_history")).toBe(1);
    expect(await count("person_history")).toBe(1);
    const { rows } = await sql<{ id: string }>`
      select person_id as id from coverage where number = '3'`.execute(registry.db);
    const day = Temporal.PlainDate.from("2026-06-01");
    const asked = (at: string) =>
      decideAsOf(registry.db, rows[0]?.id ?? "", day, Temporal.Instant.from(at));
    expect(await asked(june1)).toMatchObject({ outcome: "valid", coverages: [{ copayTenths: 3 }] });
    expect(await asked(june2)).toMatchObject({ outcome: "valid", coverages: [{ copayTenths: 2 }] });
  });

  test("ends what is missing, within the share that may end", async () => {
    await takeIn(registry, twenty);
    registry.setTime(june2);
    expect(await takeIn(registry, without(7))).toMatchObject({
      kind: "accepted",
      counts: { coveragesEnded: 1, coveragesUnchanged: 19, coveragesBefore: 20 },
    });
    expect(await everything()).toContain(
      "国 7 01 見本　太郎 1957-01-01 2021-04-01 2026-06-02 99 3",
    );
  });

  test("that ends more needs a second person, who is recorded", async () => {
    await takeIn(registry, twenty);
    const before = await everything();
    const few = twenty.slice(0, 18);
    expect(await takeIn(registry, few)).toMatchObject({
      kind: "refused",
      reason: "endings",
      endingShare: 0.05,
      counts: { coveragesEnded: 2 },
    });
    expect(await everything()).toBe(before);
    expect(await takeIn(registry, few, { confirmedBy: official.id })).toEqual({
      kind: "refused",
      reason: "same-person",
    });
    expect(await takeIn(registry, few, { confirmedBy: "審査係 二人目" })).toMatchObject({
      kind: "accepted",
    });
    const { rows } = await sql`
      select state, reason, confirmed_by from feed_file order by id`.execute(registry.db);
    expect(rows).toEqual([
      { state: "accepted", reason: null, confirmedBy: null },
      { state: "refused", reason: "endings", confirmedBy: null },
      { state: "accepted", reason: null, confirmedBy: "審査係 二人目" },
    ]);
  });

  test("the share is the insurer's own where one is set", async () => {
    await takeIn(registry, twenty);
    await sql`insert into feed_limit values (${town}, 0.5)`.execute(registry.db);
    expect(await takeIn(registry, twenty.slice(0, 10))).toMatchObject({ kind: "accepted" });
  });

  test("leaves other insurers' coverages alone, and may be empty of nobody else's lines", async () => {
    await takeIn(registry, [row({ 保険者番号: association, 記号: "12345678" })], {
      insurerNumber: association,
    });
    const before = await everything();
    await takeIn(registry, twenty);
    expect(await everything()).toContain(before);
    expect(rules(await takeIn(registry, [row({ 保険者番号: association })]))).toEqual([
      "2 保険者番号 other-insurer",
    ]);
  });

  test("corrects the day on which a coverage began", async () => {
    await takeIn(registry, twenty);
    registry.setTime(june2);
    const corrected = changed(5, { 資格取得年月日: "2021-05-01", 有効開始年月日: "2021-05-01" });
    expect(await takeIn(registry, corrected)).toMatchObject({
      kind: "accepted",
      counts: { coveragesChanged: 1, coveragesEnded: 0, coveragesAdded: 0 },
    });
    expect(await count("coverage")).toBe(20);
  });
});

describe("a differential file", () => {
  const diff = (rows: readonly Row[]) =>
    takeIn(
      registry,
      rows.map((each) => ({ 異動区分: "1", ...each })),
      { mode: "diff" },
    );

  test("registers, ends, begins anew and takes back, and leaves the rest", async () => {
    await takeIn(registry, twenty);
    registry.setTime(june2);
    const again = { 資格取得年月日: "2026-05-01", 有効開始年月日: "2026-05-01" };
    expect(
      await diff([
        nth(21),
        nth(1, { 資格喪失年月日: "2026-05-01", 喪失事由: "03" }),
        nth(1, again),
        nth(4),
      ]),
    ).toMatchObject({
      kind: "accepted",
      counts: { peopleAdded: 1, coveragesAdded: 2, coveragesEnded: 1, coveragesUnchanged: 1 },
    });
    expect(await count("person")).toBe(21);
    expect(await diff([nth(21, { 異動区分: "9" })])).toMatchObject({
      kind: "accepted",
      counts: { coveragesEnded: 1 },
    });
    expect(await everything()).toContain(
      "国 21 01 見本　太郎 1971-01-01 2021-04-01 2021-04-01 99 3",
    );
  });

  test("refuses what cannot be: unknown, twice, overlapping", async () => {
    await takeIn(registry, twenty);
    const before = await everything();
    const outcome = await diff([
      nth(99, { 異動区分: "9" }),
      nth(2, { 一部負担金割合: "020" }),
      nth(2),
      nth(30, { 資格喪失年月日: "2022-04-01" }),
      nth(30, { 資格取得年月日: "2022-03-31" }),
      nth(31),
    ]);
    expect(rules(outcome)).toEqual([
      "4 資格取得年月日 same-twice",
      "2 異動区分 unknown-coverage",
      "6 有効開始年月日 overlaps",
    ]);
    expect(await everything()).toBe(before);
  });
});

test("one bad line, and nothing is taken in; each problem names line, column, rule and mend", async () => {
  const outcome = await takeIn(registry, [
    ...twenty,
    nth(21, { 性別: "5", 生年月日: "1990-02-30", 一部負担金割合: "" }),
    nth(22, { カナ: "みほん", 資格喪失年月日: "2020-01-01", 記号: "あ".repeat(21) }),
    nth(23, { 高齢受給者証負担割合: "020" }),
  ]);
  expect(rules(outcome)).toEqual([
    "22 性別 code",
    "22 生年月日 date-not-in-calendar",
    "22 一部負担金割合 empty",
    "23 カナ kana",
    "23 番号 too-long",
    "23 資格喪失年月日 ends-before-it-begins",
    "24 高齢受給者証有効開始年月日 date-empty",
  ]);
  if (!("problems" in outcome)) throw new Error("not refused");
  for (const { message, mend } of outcome.problems) {
    expect(message).toMatch(/。$/);
    expect(mend).toMatch(/。$/);
  }
  expect(await count("person")).toBe(0);
  expect(await count("feed_file")).toBe(1);
  const { rows } = await sql`
    select feed_file, feed_state from insurer where number = ${town}`.execute(registry.db);
  expect(rows).toEqual([{ feedFile: "全件.csv", feedState: "refused" }]);
});

test("the same file again is told when it came, and changes nothing", async () => {
  await takeIn(registry, twenty);
  const before = await everything();
  registry.setTime(june2);
  expect(await takeIn(registry, twenty)).toEqual({
    kind: "already",
    at: Temporal.Instant.from(june1),
  });
  expect(await everything()).toBe(before);
  expect(await count("feed_file")).toBe(1);
  const { rows } = await sql`
    select actor_id, detail->>'peopleAdded' as added from audit_event where action = 'feed.accepted'`.execute(
    registry.db,
  );
  expect(rows).toEqual([{ actorId: official.id, added: "20" }]);
});

test("a dry run says the same and writes nothing", async () => {
  const dry = await takeIn(registry, twenty, { isDryRun: true });
  expect([await count("person"), await count("feed_file")]).toEqual([0, 0]);
  expect(await takeIn(registry, twenty)).toEqual(dry);
});

test("certificates come back as the answer carries them, and are the same when they come again", async () => {
  const rich = nth(1, {
    被保険者証区分: "03",
    未就学区分: "1",
    高齢受給者証負担割合: "2割",
    高齢受給者証有効開始年月日: "令和7年8月1日",
    高齢受給者証有効終了年月日: "20270731",
    限度額適用認定証区分: "01",
    限度額適用区分: "A03",
    限度額有効開始年月日: "2025-08-01",
    特定疾病1区分: "1",
    特定疾病1有効開始年月日: "2025-08-01",
    特定疾病1自己負担限度額: "10000",
  });
  await takeIn(registry, [rich, nth(2)]);
  const { rows } = await sql`
    select classification, preschool, elderly_certificate as elderly, limit_certificate as limited,
      specific_diseases as diseases
    from coverage where number = '1'`.execute(registry.db);
  expect(rows).toEqual([
    {
      classification: "03",
      preschool: true,
      elderly: { copayTenths: 2, validFrom: "2025-08-01", validTo: "2027-07-31" },
      limited: { classification: "01", category: "ウ", validFrom: "2025-08-01", validTo: null },
      diseases: [{ disease: "1", validFrom: "2025-08-01", validTo: null, selfPay: 10_000 }],
    },
  ]);
  expect(await takeIn(registry, [nth(2), rich])).toMatchObject({
    counts: { coveragesUnchanged: 2, coveragesChanged: 0, peopleChanged: 0 },
  });
});

describe("who it is", () => {
  test.each([
    ["another reading", { カナ: "ホカノ　タロウ" }, "9 カナ other-person"],
    ["another birth date", { 生年月日: "1999-09-09" }, "9 生年月日 other-person"],
  ])("%s: suspended until the insurer has made sure", async (_, values, told) => {
    await takeIn(registry, twenty);
    registry.setTime(june2);
    const outcome = await takeIn(registry, changed(8, { ...values, 一部負担金割合: "010" }));
    expect(outcome).toMatchObject({
      kind: "accepted",
      counts: { linesHeld: 1, peopleSuspended: 1, coveragesChanged: 0, coveragesEnded: 0 },
    });
    expect(rules(outcome)).toEqual([told]);
    expect(await everything()).toContain("国 8 01 見本　太郎 1958-01-01 2021-04-01 3 t");

    registry.setTime("2026-06-03T00:00:00Z");
    expect(await takeIn(registry, changed(8, { ...values, 本人確認済区分: "1" }))).toMatchObject({
      counts: { peopleResumed: 1, linesHeld: 0 },
    });
    expect(await everything()).not.toMatch(/ t$/m);
    expect(await count("person")).toBe(20);
  });

  test("width, kana size and spaces say nothing, nor does another form of a kanji", async () => {
    await takeIn(registry, twenty);
    expect(
      await takeIn(registry, changed(8, { カナ: "ﾐﾎﾝ ﾀﾛｳ", 氏名: "見夲　太郎" })),
    ).toMatchObject({
      counts: { peopleChanged: 1, linesHeld: 0 },
    });
  });
});

test("Shift_JIS under gzip, and NDJSON, are the same table", async () => {
  const packed = gzipSync(encodeShiftJis(csv(twenty)));
  expect(await takeIn(registry, [], { open: () => [packed] })).toMatchObject({
    counts: { peopleAdded: 20 },
  });
  const lines = twenty.map((each) => JSON.stringify(each)).join("\n");
  expect(await takeIn(registry, [], { open: bytes(lines) })).toMatchObject({
    counts: { peopleAdded: 0, coveragesUnchanged: 20 },
  });
});

test("interrupted anywhere and sent again: nothing is lost and nothing doubled", async () => {
  const many = Array.from({ length: 9000 }, (_, index) => nth(index + 1));
  const whole = new TextEncoder().encode(csv(many));
  const send = async (stopAt: number | null) => {
    const abort = new AbortController();
    let steps = 0;
    const step = () => {
      steps += 1;
      if (steps === stopAt) abort.abort(new Error("stopped"));
    };
    const outcome = await takeInFeed(registry, official, {
      insurerNumber: town,
      mode: "full",
      name: "全件.csv",
      *open() {
        for (let start = 0; start < whole.length; start += 100_000) {
          step();
          yield whole.subarray(start, start + 100_000);
        }
      },
      isDryRun: false,
      confirmedBy: null,
      signal: abort.signal,
      onProgress: step,
    });
    return { outcome, steps };
  };
  let stopAt = 1;
  for (; ; stopAt += 3) {
    const ended = await send(stopAt).catch((error: unknown) => error);
    if (!(ended instanceof Error)) {
      expect(ended).toMatchObject({ outcome: { kind: "accepted", counts: { peopleAdded: 9000 } } });
      break;
    }
    expect(ended.message).toBe("stopped");
    expect([await count("person"), await count("feed_file")]).toEqual([0, 0]);
  }
  expect(stopAt).toBeGreaterThan(10);
  expect([await count("person"), await count("coverage")]).toEqual([9000, 9000]);
  expect(await send(null)).toMatchObject({ outcome: { kind: "already" } });
});

test.each([
  ["not-allowed", { actor: { kind: "terminal", id: "1" }, insurerNumber: town }],
  ["unknown-insurer", { actor: official, insurerNumber: "06110829" }],
] as const)("%s", async (reason, { actor, insurerNumber }) => {
  const outcome = await takeInFeed(registry, actor, {
    insurerNumber,
    mode: "full",
    name: "全件.csv",
    open: bytes(csv(twenty)),
    isDryRun: false,
    confirmedBy: null,
  });
  expect(outcome).toEqual({ kind: "refused", reason });
});
