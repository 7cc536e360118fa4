/** The people of a simulation, in threads with connections of their own: as many of them are busy at once as there are processors. */
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Temporal } from "temporal-polyfill";
import type { DeedName, Turn } from "./deeds.ts";
import type { Address } from "./place.ts";

/** From so many applications on, one more thread is worth its start. */
const WORTH_A_THREAD = 500;

export type Crew = AsyncDisposable & {
  /** Everybody does it who is named, in whatever order. @throws what went wrong with the first of them */
  act(deed: DeedName, at: Temporal.Instant, turns: readonly Turn[]): Promise<void>;
};

export type Errand = {
  readonly deed: DeedName;
  readonly at: string;
  readonly turns: readonly Turn[];
};

export function openCrew(address: Address, applications: number): Crew {
  const count = Math.min(availableParallelism(), Math.ceil(applications / WORTH_A_THREAD));
  // Beside this file, as source and in the bundle.
  const file = new URL(`./crew-worker${extname(import.meta.filename)}`, import.meta.url);
  const workers = Array.from({ length: count }, () => new Worker(file, { workerData: address }));

  return {
    async act(deed, at, turns) {
      const parts = workers.map((worker, index) =>
        send(worker, {
          deed,
          at: at.toString(),
          turns: turns.filter((_, place) => place % count === index),
        }),
      );
      await Promise.all(parts);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function send(worker: Worker, errand: Errand): Promise<void> {
  if (errand.turns.length === 0) return;
  // An error in the thread ends the wait with it.
  const done = once(worker, "message");
  worker.postMessage(errand);
  await done;
}
