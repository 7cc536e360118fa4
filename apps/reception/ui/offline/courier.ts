/**
 * Sends what waits, as long as something does: at once when there is reason to hope, and ever more seldom while there is none. Each
 * window of a device has one: two that send the same do no harm.
 */
import type { ContractClient, Problem, TerminalIdentity } from "@madoguchi/contract";
import { deliver } from "./deliver.ts";
import type { Round } from "./deliver.ts";
import type { Queue } from "./queue.ts";

const SHORTEST_WAIT = 2000;
const LONGEST_WAIT = 300_000;

export type CourierState = {
  readonly waiting: number;
  readonly answers: number;
  /** Why the center takes nothing although it answers. */
  readonly held: Problem | null;
};

export type CourierParts = {
  readonly queue: Queue;
  readonly client: Pick<ContractClient, "sendOfflineChecks">;
  readonly identity: TerminalIdentity;
  /** Settles after so many milliseconds, or when the signal says so. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1: all counters of a region come back at the same moment, and are not to send at the same moment. */
  readonly random?: () => number;
};

export type Courier = ReturnType<typeof startCourier>;

export function startCourier(parts: CourierParts) {
  const { queue, client, identity, random = Math.random } = parts;
  const { wait = waitFor } = parts;
  const listeners = new Set<() => void>();
  let state: CourierState = { waiting: 0, answers: 0, held: null };
  let isStopped = false;
  /** Set while nothing is to be done: ends the waiting. */
  let waking = new AbortController();

  async function tell(held: Problem | null): Promise<void> {
    const [waiting, answers] = await Promise.all([queue.count(), queue.countAnswers()]);
    if (isStopped) return;
    state = { waiting, answers, held };
    for (const listener of listeners) listener();
  }

  async function run(): Promise<void> {
    await tell(null);
    for (let fails = 0; !isStopped;) {
      waking = new AbortController();
      const { signal } = waking;
      const round = await deliver(queue, client, identity).catch(unreadable);
      await tell(round.kind === "held" ? round.problem : null);
      if (isStopped) return;
      switch (round.kind) {
        case "sent":
          fails = 0;
          break;
        case "empty":
          fails = 0;
          await aborted(signal);
          break;
        case "unreached":
        case "held":
          await wait(waitAfter(fails, random()), signal);
          fails = signal.aborted ? 0 : fails + 1;
          break;
      }
    }
  }
  const running = run().catch(unreadable);

  return {
    state: (): CourierState => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** There is something to send, or somebody to send it to. */
    wake(): void {
      waking.abort();
      void tell(state.held);
    },
    async stop(): Promise<void> {
      isStopped = true;
      waking.abort();
      await running;
    },
  };
}

/** What is kept could not be read or written. It is tried again, as it may be for the moment only. */
function unreadable(error: unknown): Round {
  // Its name alone: a message could hold what is kept.
  console.error("the queue", error instanceof Error ? error.name : "failed");

  return { kind: "unreached" };
}

/** Twice as long each time, and anything from half of it. @param chance from 0 to 1 */
export function waitAfter(fails: number, chance: number): number {
  const longest = Math.min(SHORTEST_WAIT * 2 ** fails, LONGEST_WAIT);

  return (longest * (1 + chance)) / 2;
}

function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
