/** The file as a whole: taken in once, entirely or not at all, whatever it is written in and whenever it stops. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encodeShiftJis } from "@madoguchi/notation";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterEach, beforeEach, expect, test } from "vitest";
import { registerInsurer } from "../index.ts";
import { official, openRegistry, town } from "../registry.fixture.ts";
import type { TestRegistry } from "../registry.fixture.ts";
import { bytes, csv, nth, rules, takeIn, twenty } from "./feed.fixture.ts";
import { count, everything } from "./store/look.fixture.ts";
import { takeInFeed } from "./take-in.ts";

const june1 = "2026-06-01T00:00:00Z";
const june2 = "2026-06-02T00:00:00Z";

let registry: TestRegistry;

beforeEach(async () => {
  registry = await openRegistry(june1);
});
afterEach(() => registry[Symbol.asyncDispose]());

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
  expect(await count(registry, "person")).toBe(0);
  expect(await count(registry, "feed_file")).toBe(1);
  const { rows } = await sql`
    select feed_file, feed_state from insurer where number = ${town}`.execute(registry.db);
  expect(rows).toEqual([{ feedFile: "全件.csv", feedState: "refused" }]);
});

test("the same file again is told when it came, and changes nothing", async () => {
  await takeIn(registry, twenty);
  const before = await everything(registry);
  registry.setTime(june2);
  expect(await takeIn(registry, twenty)).toEqual({
    kind: "already",
    at: Temporal.Instant.from(june1),
  });
  expect(await everything(registry)).toBe(before);
  expect(await count(registry, "feed_file")).toBe(1);
  const { rows } = await sql`
    select actor_id, detail->>'peopleAdded' as added from audit_event where action = 'feed.accepted'`.execute(
    registry.db,
  );
  expect(rows).toEqual([{ actorId: official.id, added: "20" }]);
});

test("a dry run says the same and writes nothing", async () => {
  const dry = await takeIn(registry, twenty, { isDryRun: true });
  expect([await count(registry, "person"), await count(registry, "feed_file")]).toEqual([0, 0]);
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

test("the sample of the documentation can be taken in", async () => {
  const sample = await readFile(join(import.meta.dirname, "../../../../../docs/sample-feed.csv"));
  const contractFrom = Temporal.PlainDate.from("2021-10-20");
  await registerInsurer(registry, official, { number: "130013", name: "窓口市", contractFrom });
  const options = { insurerNumber: "130013", open: () => [sample] };
  expect(await takeIn(registry, [], { ...options, mode: "diff" })).toMatchObject({
    kind: "accepted",
    counts: { peopleAdded: 6, coveragesAdded: 6 },
  });
  expect(await takeIn(registry, [], options)).toMatchObject({ counts: { coveragesUnchanged: 6 } });
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
    expect([await count(registry, "person"), await count(registry, "feed_file")]).toEqual([0, 0]);
  }
  expect(stopAt).toBeGreaterThan(10);
  expect([await count(registry, "person"), await count(registry, "coverage")]).toEqual([
    9000, 9000,
  ]);
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
