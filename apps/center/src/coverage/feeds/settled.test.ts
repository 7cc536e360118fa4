/** Setting aside who is spoken of as they are known saves work and nothing else: without it every file comes to the same. */
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomFrom } from "../histories.fixture.ts";
import { openRegistry } from "../registry.fixture.ts";
import type { TestRegistry } from "../registry.fixture.ts";
import { row, rules, takeIn } from "./feed.fixture.ts";
import type { Row } from "./feed.fixture.ts";
import { setSettledAside } from "./store/settled.ts";
import { everything } from "./store/look.fixture.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_007);
const random = randomFrom(seed);
const FILES = Number(process.env["FEED_FILES"] ?? 50);
const PEOPLE = 18;

let settled = 0;
const counting: typeof setSettledAside = async (tx, plan) => {
  const lines = await setSettledAside(tx, plan);
  settled += lines;
  return lines;
};
const nobody: typeof setSettledAside = async (tx) => {
  await sql`create temp table feed_same (person_id uuid) on commit drop`.execute(tx);
  return 0;
};

let registry: TestRegistry;
let plain: TestRegistry;
const start = Temporal.Instant.from("2026-06-01T00:00:00Z");

beforeAll(async () => {
  registry = await openRegistry(start.toString());
  plain = await openRegistry(start.toString());
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  await plain[Symbol.asyncDispose]();
});

/** Few numbers for many people, so that they meet: some families have no branches, some people a second coverage. */
function line(n: number): Row {
  const one = (...values: readonly Row[]) => values[random(values.length)] ?? {};
  const seldom = (values: Row) => (random(20) === 0 ? values : {});
  return row({
    番号: String(1 + (n % 13)),
    枝番: n % 3 === 0 ? "" : `0${1 + (n % 2)}`,
    生年月日: `19${50 + n}-01-01`,
    ...seldom({ 番号: String(1 + random(13)) }),
    ...seldom({ 生年月日: "1999-09-09" }),
    ...seldom({ カナ: "ホカノ　ヒト" }),
    ...seldom({ 氏名: "見本　次郎" }),
    ...seldom({ 一部負担金割合: "020" }),
    ...seldom({ 本人確認済区分: "1" }),
    ...seldom({ 資格喪失年月日: "2026-05-01", 喪失事由: "01" }),
    ...one({}, {}, {}, { 資格取得年月日: "2026-05-15", 有効開始年月日: "2026-05-15" }),
  });
}

function file(before: readonly Row[]): readonly Row[] {
  return Array.from({ length: PEOPLE }, (_, n) => n).flatMap((n) => {
    const same = before[n];
    if (random(20) === 0) return [];
    const said = same !== undefined && random(8) > 0 ? same : line(n);
    return random(40) === 0 ? [said, said] : [said];
  });
}

test(`the same with and without, over many files (SEED=${seed})`, async () => {
  let accepted = 0;
  let before: readonly Row[] = Array.from({ length: PEOPLE }, (_, n) => line(n));
  for (let number = 0; number < FILES; number += 1) {
    const rows = number === 0 ? before : file(before);
    const at = start.add({ hours: 24 * number }).toString();
    const take = async (into: TestRegistry, setAside: typeof setSettledAside) => {
      into.setTime(at);
      const outcome = await takeIn(into, rows, { confirmedBy: "another" }, setAside);
      return { ...outcome, rules: "problems" in outcome ? rules(outcome) : [] };
    };
    const outcome = await take(registry, counting);
    expect(outcome).toEqual(await take(plain, nobody));
    expect(await everything(registry)).toBe(await everything(plain));
    if (outcome.kind === "accepted") {
      accepted += 1;
      before = rows;
    }
  }
  expect(Math.min(accepted, settled)).toBeGreaterThan(0);
}, 120_000);
