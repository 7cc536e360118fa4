/** Checks a second: challenge and answer over HTTP, with both signatures verified and everything on record. */
import { sign } from "node:crypto";
import { availableParallelism } from "node:os";
import {
  answerSchema,
  challengeSchema,
  endpoints,
  fromBase64Url,
  signMessage,
  toBase64Url,
} from "@madoguchi/contract";
import type { TerminalIdentity } from "@madoguchi/contract";
import { openCeiling } from "./check/ceiling.ts";
import { INSURED } from "./check/insured.ts";
import { CARDS, openPlace } from "./check/place.ts";
import type { BenchCard, Place } from "./check/place.ts";
import type { BenchResult } from "./result.ts";
import { openCaller } from "./load.ts";
import type { Call, Caller } from "./load.ts";
import { median, rounded } from "./statistics.ts";

const ROUNDS = 9;
const CHECKS = 300;
const CONCURRENCY = 16;

export async function benchCheck(): Promise<BenchResult> {
  await using place = await openPlace();
  const caller = openCaller(place.origin, CONCURRENCY);
  // Both servers become warm before anything counts; the ceiling answers with as many bytes as the center.
  const { answer } = await checkRound(place, caller);
  await using ceiling = await openCeiling(place.databaseUrl, { answer });
  const bare = openCaller(ceiling.origin, CONCURRENCY);
  const checks = await prepare(place, caller);
  await bareRound(bare, checks);

  const ours: number[] = [];
  const best: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push((await checkRound(place, caller)).perSecond);
    best.push(await bareRound(bare, checks));
  }
  caller.close();
  bare.close();

  return {
    name: "check",
    ours: rounded(median(ours)),
    ceiling: rounded(median(best)),
    ratio: rounded(median(ours.map((rate, round) => rate / (best[round] ?? Number.NaN)))),
    unit: "checks/s",
    conditions: {
      check:
        "POST /api/v1/challenges and POST /api/v1/checks, each signed by the terminal (ECDSA P-256); one card signature (RSA-2048) verified; 5 rows written or changed in 2 durable transactions, 11 round trips to PostgreSQL",
      ceiling:
        "bare node:http server in the same rounds: 2 P-256 and 1 RSA-2048 verifications by node:crypto, the same number of statements and durable transactions, compiled once; nothing parsed, decided or audited",
      load: "closed loop in the server's own process; signing is done before the clock starts",
      rounds: ROUNDS,
      checksPerRound: CHECKS,
      concurrency: CONCURRENCY,
      insured: INSURED,
      cards: CARDS,
      returningCards: true,
      cores: availableParallelism(),
      node: process.version,
      oursMinimum: rounded(Math.min(...ours)),
      oursMaximum: rounded(Math.max(...ours)),
      ceilingMinimum: rounded(Math.min(...best)),
      ceilingMaximum: rounded(Math.max(...best)),
    },
  };
}

async function checkRound(
  place: Place,
  caller: Caller,
): Promise<{ readonly perSecond: number; readonly answer: string }> {
  const challenges = await caller.run(await challengeCalls(place.identity));
  const checks = await checkCalls(place, challenges.answers);
  const { seconds, answers } = await caller.run(checks);
  const [answer = ""] = answers;
  if (!answers.every((text) => answerSchema.parse(JSON.parse(text)).outcome === "valid")) {
    throw new Error("the center did not answer 有効 to every check");
  }

  return { perSecond: CHECKS / (challenges.seconds + seconds), answer };
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
  const challenges = await challengeCalls(place.identity);
  const { answers } = await caller.run(challenges);

  return { challenges, checks: await checkCalls(place, answers) };
}

function challengeCalls(identity: TerminalIdentity): Promise<Call[]> {
  return Promise.all(
    Array.from({ length: CHECKS }, () =>
      signedCall(identity, endpoints.challenge.path, { purpose: "pinCheck" }),
    ),
  );
}

function checkCalls({ identity, cards }: Place, challenges: readonly string[]): Promise<Call[]> {
  return Promise.all(
    challenges.map((text, index) => {
      const card = cards[index % cards.length];
      if (!card) throw new RangeError("no cards");

      return signedCall(identity, endpoints.check.path, answerBy(card, text));
    }),
  );
}

function answerBy({ certificate, key }: BenchCard, challengeText: string) {
  const { challengeId, context } = challengeSchema.parse(JSON.parse(challengeText));

  return {
    challengeId,
    certificate: toBase64Url(certificate),
    signature: toBase64Url(sign("sha256", fromBase64Url(context), key)),
  };
}

async function signedCall(
  { privateKey, terminalId }: TerminalIdentity,
  path: string,
  content: unknown,
): Promise<Call> {
  const body = new TextEncoder().encode(JSON.stringify(content));
  const created = Math.floor(Date.now() / 1000);
  const headers = await signMessage(
    privateKey,
    terminalId,
    { method: "POST", path, body },
    created,
  );

  return { path, headers, body };
}
