/** One check after another, beside few people and beside many: how long each takes from sending the challenge's request to the answer. */
import { join } from "node:path";
import { challengeCalls, checkCalls } from "./check/calls.ts";
import { openPlace } from "./check/place.ts";
import type { Place } from "./check/place.ts";
import { openCaller } from "./load.ts";
import type { BenchResult } from "./result.ts";
import { median, quantile, rounded } from "./statistics.ts";

const CARDS = 400;
const ROUNDS = 30;
const CHECKS = 50;

/**
 * In databases that `MADOGUCHI_VAR=<folder> npx madoguchi seed --insured <number>` has made: MADOGUCHI_BENCH_SMALL and
 * MADOGUCHI_BENCH_LARGE name the folders. What the bench adds stays in them.
 */
export async function benchScale(): Promise<BenchResult> {
  await using small = await openPlace(seeded("MADOGUCHI_BENCH_SMALL"));
  await using large = await openPlace(seeded("MADOGUCHI_BENCH_LARGE"));
  const waits: Record<"small" | "large", number[]> = { small: [], large: [] };
  for (let round = -3; round < ROUNDS; round += 1) {
    for (const [name, place] of [["small", small] as const, ["large", large] as const]) {
      const milliseconds = await measure(place, round * CHECKS);
      if (round >= 0) waits[name].push(...milliseconds);
    }
  }
  const [p50Small, p50Large] = [median(waits.small), median(waits.large)];

  return {
    name: "scale",
    ours: rounded(p50Large),
    ceiling: rounded(p50Small),
    ratio: rounded(p50Large / p50Small),
    unit: "ms a check (p50)",
    conditions: {
      check:
        "challenge and check over HTTP, one after the other, by people from all over the registry",
      ours: "among the people of MADOGUCHI_BENCH_LARGE",
      ceiling: "among the people of MADOGUCHI_BENCH_SMALL, in alternating rounds",
      p99Large: rounded(quantile(waits.large, 0.99)),
      p99Small: rounded(quantile(waits.small, 0.99)),
      cards: CARDS,
      rounds: ROUNDS,
      checksPerRound: CHECKS,
      node: process.version,
    },
  };
}

function seeded(variable: string): { readonly dataDir: string; readonly cards: number } {
  const folder = process.env[variable];
  if (folder === undefined) {
    throw new Error(
      `${variable} を指定してください。「MADOGUCHI_VAR=フォルダー npx madoguchi seed --insured 人数」で用意したフォルダーです。`,
    );
  }

  return { dataDir: join(folder, "postgres"), cards: CARDS };
}

/** @param from the first of the cards that take their turn */
async function measure(place: Place, from: number): Promise<readonly number[]> {
  const caller = openCaller(place.origin, 1);
  const cards = place.cards.map((_, index) => at(place.cards, from + index));
  const milliseconds: number[] = [];
  const challenges = await challengeCalls(place.identity, CHECKS);
  const answers: string[] = [];
  for (const challenge of challenges) {
    const { seconds, answers: given } = await caller.run([challenge]);
    milliseconds.push(seconds * 1000);
    answers.push(...given);
  }
  const checks = await checkCalls({ ...place, cards }, answers);
  for (const [index, check] of checks.entries()) {
    const { seconds } = await caller.run([check]);
    milliseconds[index] = (milliseconds[index] ?? 0) + seconds * 1000;
  }
  caller.close();

  return milliseconds;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list.at(((index % list.length) + list.length) % list.length);
  if (found === undefined) throw new RangeError("an empty list");

  return found;
}
