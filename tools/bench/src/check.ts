/** Checks a second: challenge and answer over HTTP, with both signatures verified and everything on record. */
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { answerSchema } from "@madoguchi/contract";
import { openCeiling, openNaive, signBare } from "./check/bare.ts";
import type { BareCard } from "./check/bare.ts";
import { challengeCalls, checkCalls } from "./check/calls.ts";
import { INSURED } from "./check/insured.ts";
import { CARDS, openPlace } from "./check/place.ts";
import type { BenchCard, Place } from "./check/place.ts";
import type { BenchResult } from "./result.ts";
import { openCaller } from "./load.ts";
import type { Call, Caller } from "./load.ts";
import { median, rounded } from "./statistics.ts";

const ROUNDS = 7;
const CONCURRENCY = 128;
/** So many by each connection that filling and emptying them all is the least of a round. */
const CHECKS = 15 * CONCURRENCY;

export async function benchCheck(): Promise<BenchResult> {
  await using place = await openPlace();
  const caller = openCaller(place.origin, CONCURRENCY);
  // All servers become warm before anything counts; the bare ones answer with as many bytes as the center.
  const { samples } = await checkRound(place, caller);
  const options = {
    ...place,
    terminalId: place.identity.terminalId,
    cards: place.cards.map(bareCard),
    samples,
  };
  await using ceiling = await openCeiling(options);
  await using naive = await openNaive(options);
  const toCeiling = openCaller(ceiling.origin, CONCURRENCY);
  const toNaive = openCaller(naive.origin, CONCURRENCY);
  const calls = await prepare(place, caller);

  const rates: Record<"ours" | "ceiling" | "naive", number[]> = {
    ours: [],
    ceiling: [],
    naive: [],
  };
  for (let round = -2; round < ROUNDS; round += 1) {
    const ours = (await checkRound(place, caller)).perSecond;
    const best = await bareRound(toCeiling, calls);
    const plain = await bareRound(toNaive, calls);
    if (round < 0) continue;
    rates.ours.push(ours);
    rates.ceiling.push(best);
    rates.naive.push(plain);
  }
  for (const each of [caller, toCeiling, toNaive]) each.close();
  const against = (others: readonly number[]) =>
    rounded(median(rates.ours.map((rate, round) => rate / (others[round] ?? Number.NaN))));

  return {
    name: "check",
    ours: rounded(median(rates.ours)),
    ceiling: rounded(median(rates.ceiling)),
    ratio: against(rates.ceiling),
    unit: "checks/s",
    conditions: {
      check:
        "POST /api/v1/challenges and POST /api/v1/checks, each signed by the terminal (ECDSA P-256); one card signature (RSA-2048) verified, its certificate seen before; challenge, use of it, check and audit entry durably on record",
      ceiling:
        "a bare node:http server in the same rounds: 2 P-256 and 1 RSA-2048 verifications by node:crypto with keys imported before; one look-up and the same rows durably written, in statements prepared by name that all checks of one moment share; nothing parsed, decided or refused",
      naive:
        "the center's work done plainly by the same bare server: the terminal's key imported and X509Certificate parsed, verified and asked for its key each time; the statements of each call one after the other, in a transaction of its own",
      naivePerSecond: rounded(median(rates.naive)),
      timesNaive: against(rates.naive),
      load: "closed loop on bare sockets in the server's own process; signing is done before the clock starts",
      rounds: ROUNDS,
      checksPerRound: CHECKS,
      concurrency: CONCURRENCY,
      insured: INSURED,
      cards: CARDS,
      cores: availableParallelism(),
      node: process.version,
      oursMinimum: rounded(Math.min(...rates.ours)),
      oursMaximum: rounded(Math.max(...rates.ours)),
      ceilingMinimum: rounded(Math.min(...rates.ceiling)),
      ceilingMaximum: rounded(Math.max(...rates.ceiling)),
    },
  };
}

function bareCard({ certificate, key, publicKey }: BenchCard): BareCard {
  const fingerprint = createHash("sha256").update(certificate).digest();

  return { certificate, fingerprint, key: publicKey, signature: signBare(key) };
}

async function checkRound(place: Place, caller: Caller) {
  const challenges = await caller.run(await challengeCalls(place.identity, CHECKS));
  const checks = await checkCalls(place, challenges.answers);
  const { seconds, answers } = await caller.run(checks);
  const [answer = ""] = answers;
  const [challenge = ""] = challenges.answers;
  if (!answers.every((text) => answerSchema.parse(JSON.parse(text)).outcome === "valid")) {
    throw new Error("the center did not answer 有効 to every check");
  }

  return { perSecond: CHECKS / (challenges.seconds + seconds), samples: { challenge, answer } };
}

async function bareRound(
  caller: Caller,
  { challenges, checks }: { challenges: readonly Call[]; checks: readonly Call[] },
): Promise<number> {
  const first = await caller.run(challenges);
  const second = await caller.run(checks);

  return CHECKS / (first.seconds + second.seconds);
}

/** Calls of the right size for the bare server, which looks at none of their contents. */
async function prepare(place: Place, caller: Caller) {
  const challenges = await challengeCalls(place.identity, CHECKS);
  const { answers } = await caller.run(challenges);

  return { challenges, checks: await checkCalls(place, answers) };
}
