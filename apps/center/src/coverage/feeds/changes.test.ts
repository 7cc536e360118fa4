/** What lines change: who and what is registered, ended, corrected and held back. */
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decideAsOf } from "../index.ts";
import { association, official, openRegistry, town } from "../registry.fixture.ts";
import type { TestRegistry } from "../registry.fixture.ts";
import { changed, nth, row, rules, takeIn, twenty } from "./feed.fixture.ts";
import { count, everything } from "./store/look.fixture.ts";
import type { Row } from "./feed.fixture.ts";

const june1 = "2026-06-01T00:00:00Z";
const june2 = "2026-06-02T00:00:00Z";

let registry: TestRegistry;

beforeEach(async () => {
  registry = await openRegistry(june1);
});
afterEach(() => registry[Symbol.asyncDispose]());

describe("a full file", () => {
  test("registers, then writes only what differs, and what was known before stays known", async () => {
    expect(await takeIn(registry, twenty)).toMatchObject({
      kind: "accepted",
      counts: { lines: 20, peopleAdded: 20, coveragesAdded: 20, coveragesEnded: 0 },
    });
    expect(await count(registry, "coverage_history")).toBe(0);
    registry.setTime(june2);
    const second = changed(3, { 一部負担金割合: "020", 氏名: "見本　太朗" });
    expect(await takeIn(registry, second)).toMatchObject({
      kind: "accepted",
      counts: { peopleChanged: 1, coveragesChanged: 1, coveragesUnchanged: 19, peopleAdded: 0 },
    });
    expect(await count(registry, "coverage_history")).toBe(1);
    expect(await count(registry, "person_history")).toBe(1);
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
    expect(
      await takeIn(
        registry,
        twenty.filter(({ 番号 }) => 番号 !== "7"),
      ),
    ).toMatchObject({
      kind: "accepted",
      counts: { coveragesEnded: 1, coveragesUnchanged: 19, coveragesBefore: 20 },
    });
    expect(await everything(registry)).toContain(
      "国 7 01 見本　太郎 1957-01-01 2021-04-01 2026-06-02 99 3",
    );
  });

  test("that ends more needs a second person, who is recorded", async () => {
    await takeIn(registry, twenty);
    const before = await everything(registry);
    const few = twenty.slice(0, 18);
    expect(await takeIn(registry, few)).toMatchObject({
      kind: "refused",
      reason: "endings",
      endingShare: 0.05,
      counts: { coveragesEnded: 2 },
    });
    expect(await everything(registry)).toBe(before);
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
    const before = await everything(registry);
    await takeIn(registry, twenty);
    expect(await everything(registry)).toContain(before);
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
    expect(await count(registry, "coverage")).toBe(20);
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
    expect(await count(registry, "person")).toBe(21);
    expect(await diff([nth(21, { 異動区分: "9" })])).toMatchObject({
      kind: "accepted",
      counts: { coveragesEnded: 1 },
    });
    expect(await everything(registry)).toContain(
      "国 21 01 見本　太郎 1971-01-01 2021-04-01 2021-04-01 99 3",
    );
  });

  test("refuses what cannot be: unknown, twice, overlapping", async () => {
    await takeIn(registry, twenty);
    const before = await everything(registry);
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
    expect(await everything(registry)).toBe(before);
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
    expect(await everything(registry)).toContain("国 8 01 見本　太郎 1958-01-01 2021-04-01 3 t");

    registry.setTime("2026-06-03T00:00:00Z");
    expect(await takeIn(registry, changed(8, { ...values, 本人確認済区分: "1" }))).toMatchObject({
      counts: { peopleResumed: 1, linesHeld: 0 },
    });
    expect(await everything(registry)).not.toMatch(/ t$/m);
    expect(await count(registry, "person")).toBe(20);
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
