/** The insured of the demo in batches, as they are sent. Many are made by a thread of its own while the database writes those before. */
import { on } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { insuredBatch } from "@madoguchi/center/insured-batch.ts";
import type { InsuredBatch } from "@madoguchi/center/insured-batch.ts";
import type { Temporal } from "temporal-polyfill";
import { syntheticInsured } from "./population.ts";

const BATCH = 300;
/** From here on a thread is worth its start. */
const MANY = 50_000;
/** As many batches lie ready at most. */
const AHEAD = 8;

export type Wanted = {
  /** The number of the first, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly today: Temporal.PlainDate;
  readonly now: Temporal.Instant;
};

export type BatchRequest = { readonly from: number; readonly to: number };

export function batchesOf(
  wanted: Wanted,
  many = MANY,
): AsyncIterable<InsuredBatch> | Iterable<InsuredBatch> {
  return wanted.to - wanted.from < many ? madeHere(wanted) : madeElsewhere(wanted);
}

export function makeBatch(
  { from, to }: BatchRequest,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): InsuredBatch {
  const { people, coverages } = syntheticInsured(from, to, today);
  return insuredBatch(people, coverages, now);
}

function* requestsOf({ from, to }: Wanted): Generator<BatchRequest> {
  for (let first = from; first < to; first += BATCH) {
    yield { from: first, to: Math.min(first + BATCH, to) };
  }
}

function* madeHere(wanted: Wanted): Generator<InsuredBatch> {
  for (const request of requestsOf(wanted)) yield makeBatch(request, wanted.today, wanted.now);
}

async function* madeElsewhere(wanted: Wanted): AsyncGenerator<InsuredBatch> {
  // Beside this file, as source and in the bundle.
  const file = `./population-worker${extname(import.meta.filename)}`;
  const workerData = { today: wanted.today.toString(), now: wanted.now.toString() };
  const worker = new Worker(new URL(file, import.meta.url), { workerData });
  const requests = requestsOf(wanted);
  let awaited = 0;
  const ask = () => {
    const { value } = requests.next();
    if (!value) return;
    awaited += 1;
    worker.postMessage(value);
  };
  try {
    for (let count = 0; count < AHEAD; count += 1) ask();
    // An error in the thread ends the wait with it.
    const made = on(worker, "message") satisfies AsyncIterable<InsuredBatch[]>;
    for await (const [batch] of made) {
      awaited -= 1;
      ask();
      if (batch) yield batch;
      if (awaited === 0) return;
    }
  } finally {
    await worker.terminate();
  }
}
