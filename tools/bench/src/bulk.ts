/** 一括照会: seconds from the sending of 100,000 lines over HTTP to the file of answers, as a site waits for it. */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createBulkClient } from "@madoguchi/contract";
import type { BulkStatus, CallResult } from "@madoguchi/contract";
import { BATCH, openBareFile } from "./bulk/ceiling.ts";
import { LINES, openBulkPlace, questionFile } from "./bulk/place.ts";
import type { BulkPlace } from "./bulk/place.ts";
import type { BenchResult } from "./result.ts";
import { median, rounded } from "./statistics.ts";

const ROUNDS = 3;
const ASK_EVERY_MS = 50;

export async function benchBulk(): Promise<BenchResult> {
  await using place = await openBulkPlace();
  const file = questionFile();
  const paths = {
    question: join(place.directory, "question.csv"),
    result: join(place.directory, "result.csv"),
  };
  await writeFile(paths.question, file);
  // Both become warm before anything counts.
  const first = await answer(place, file);
  await using bare = await openBareFile(place.databaseUrl, paths, first.resultBytes);
  await bare.run();

  const ours: number[] = [];
  const best: number[] = [];
  const accepted: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { seconds, secondsToReceipt, cpuSeconds } = await answer(place, file);
    cpu.push(cpuSeconds);
    ours.push(seconds);
    accepted.push(secondsToReceipt);
    best.push(await bare.run());
  }

  return {
    name: "bulk",
    ours: rounded(median(ours)),
    ceiling: rounded(median(best)),
    ratio: rounded(median(ours.map((seconds, round) => (best[round] ?? Number.NaN) / seconds))),
    unit: "s/100,000 lines",
    conditions: {
      ours: "from the signed POST until the status says done: stored, read, checked, asked, judged, written in parts, put together",
      ceiling: `bare: read and split, the same statement compiled once in batches of ${BATCH}, as many bytes written and synced`,
      ratio: "ceiling / ours",
      cpuSeconds: rounded(median(cpu)),
      cpu: "of this process while it answers, without the database's",
      secondsToReceipt: rounded(median(accepted)),
      lines: LINES,
      insured: LINES,
      fileBytes: file.length,
      resultBytes: first.resultBytes,
      peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      rounds: ROUNDS,
      goalSeconds: 30,
      cores: availableParallelism(),
      node: process.version,
    },
  };
}

async function answer({ origin, identity }: BulkPlace, file: Uint8Array<ArrayBuffer>) {
  const client = createBulkClient({ baseUrl: origin, answerWithinMs: 60_000 });
  const start = performance.now();
  const cpu = process.cpuUsage();
  const secondsSince = () => (performance.now() - start) / 1000;
  const { receiptNumber } = valueOf(
    await client.inquire(identity, {
      purpose: "specific-checkup",
      mediaType: "text/csv",
      file,
    }),
  );
  const secondsToReceipt = secondsSince();
  let status: BulkStatus;
  do {
    await setTimeout(ASK_EVERY_MS);
    status = valueOf(await client.status(identity, receiptNumber));
  } while (status.finishedAt === null);
  const seconds = secondsSince();
  const { user, system } = process.cpuUsage(cpu);
  if (status.counts["1"] !== LINES * 0.99) throw new Error(`answered ${JSON.stringify(status)}`);
  const result = valueOf(await client.file(identity, status.resultUrl ?? ""));

  return {
    seconds,
    secondsToReceipt,
    cpuSeconds: (user + system) / 1e6,
    resultBytes: result.length,
  };
}

function valueOf<T>(result: CallResult<T>): T {
  if (!result.ok) throw new Error("refused", { cause: result });

  return result.value;
}
