/** Cards judged a second: certificate and signature, seen for the first time and again, beside bare `crypto.verify`. */
import { availableParallelism } from "node:os";
import { CertificateCache } from "@madoguchi/trust";
import type { BenchResult } from "./result.ts";
import { median, quantile, rounded } from "./statistics.ts";
import { KEYS, openTrustPlace } from "./trust/cards.ts";
import type { TrustCard, TrustPlace } from "./trust/cards.ts";
import { bareFirst, bareImported, bareReturning, judge } from "./trust/judge.ts";
import { ARRIVALS, arrivals, waits } from "./trust/mixed.ts";
import type { Crowd } from "./trust/mixed.ts";

const ROUNDS = 60;
/** Some 7,700 cards, a busy minute: no center of a morning is colder. */
const WARM_UP = 12;
const TURNS = 40;
const CROWD_ROUNDS = 15;

export async function benchTrust(): Promise<BenchResult> {
  const place = await openTrustPlace();
  const speed = await measureSpeed(place);
  const crowds = await measureCrowds(place);

  return {
    name: "trust",
    ours: speed.first.ours,
    ceiling: speed.first.ceiling,
    ratio: speed.first.ratio,
    unit: "cards/s of one core",
    conditions: {
      check:
        "an RSA-2048 card never seen before: certificate parsed and judged (path, profile, time, revocation list), its key imported, its signature over a context verified",
      ceiling:
        "bare crypto.verify of the same two signatures in alternating rounds: the root's key imported long before, the card's key imported when it comes, for nobody can know it earlier",
      ratioIfKeysWereImported: speed.harsher.ratio,
      ceilingIfKeysWereImported: speed.harsher.ceiling,
      returning: speed.returning.ours,
      returningCeiling: speed.returning.ceiling,
      returningRatio: speed.returning.ratio,
      rsaP99Milliseconds: crowds.alone,
      rsaP99MillisecondsAmongP384: crowds.mixed,
      rsaP99Growth: crowds.growth,
      rsaP99GrowthWithoutPool: crowds.growthInPlace,
      crowd: `${ARRIVALS.perSecond} first-seen cards a second at random moments, ${ARRIVALS.p384Share * 100} % of them P-384; ${CROWD_ROUNDS} rounds of ${ARRIVALS.count}, each crowd in each round; the median of the rounds' growths`,
      cards: KEYS,
      rounds: ROUNDS,
      warmUpRounds: WARM_UP,
      turnsPerRound: TURNS,
      cores: availableParallelism(),
      node: process.version,
    },
  };
}

type Way = (card: TrustCard) => void | Promise<void>;

/** By the CPU time of this thread, summed over all rounds: other work on the machine takes turns with ours and falls out of it. */
async function measureSpeed(place: TrustPlace) {
  const cache = new CertificateCache(KEYS);
  const ways = {
    first: (card) => judge(place, card),
    bareFirst,
    bareImported,
    returning: (card) => judge(place, card, cache),
    bareReturning,
  } satisfies Record<string, Way>;
  const microseconds = { first: 0, bareFirst: 0, bareImported: 0, returning: 0, bareReturning: 0 };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const name of typedKeys(ways)) {
      const spent = await timeOf(place.rsa, ways[name]);
      if (round >= 0) microseconds[name] += spent;
    }
  }
  const perSecond = (spent: number): number =>
    (ROUNDS * TURNS * place.rsa.length * 1_000_000) / spent;
  const against = (ours: number, ceiling: number) => ({
    ours: rounded(perSecond(ours)),
    ceiling: rounded(perSecond(ceiling)),
    ratio: rounded(ceiling / ours),
  });

  return {
    first: against(microseconds.first, microseconds.bareFirst),
    harsher: against(microseconds.first, microseconds.bareImported),
    returning: against(microseconds.returning, microseconds.bareReturning),
  };
}

function typedKeys<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record).filter((key): key is K => Object.hasOwn(record, key));
}

/** All the cards, `TURNS` times, in microseconds. */
async function timeOf(cards: readonly TrustCard[], way: Way): Promise<number> {
  const start = process.threadCpuUsage();
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const card of cards) await way(card);
  }
  const { user, system } = process.threadCpuUsage(start);

  return user + system;
}

async function measureCrowds(place: TrustPlace) {
  const found: Record<Crowd, number[]> = { "rsa-only": [], mixed: [], "mixed-in-place": [] };
  for (let round = -1; round < CROWD_ROUNDS; round += 1) {
    const coming = arrivals(round);
    for (const crowd of typedKeys(found)) {
      const p99 = quantile(await waits(place, crowd, coming), 0.99);
      if (round >= 0) found[crowd].push(p99);
    }
  }
  const growth = (crowd: Crowd): number =>
    rounded(
      median(found[crowd].map((p99, round) => p99 / (found["rsa-only"][round] ?? Number.NaN))),
    );

  return {
    alone: rounded(median(found["rsa-only"])),
    mixed: rounded(median(found.mixed)),
    growth: growth("mixed"),
    growthInPlace: growth("mixed-in-place"),
  };
}
