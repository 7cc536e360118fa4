import { setTimeout as delay } from "node:timers/promises";
import { LinkError, type ReaderEvent, type ReaderInfo } from "@madoguchi/card";
import { STATE, type Handle, type Pcsc } from "./library.ts";

/** Waiting on this name ends when a reader is plugged in or pulled out. */
const PLUG_AND_PLAY = String.raw`\\?PnP?\Notification`;
/** The list is read afresh this often, for systems and moments in which the pseudo-reader tells nothing. */
const REFRESH_MS = 1000;

type Run = { readonly stop: AbortController; context: Handle | undefined };

export function describeReader(name: string, state: number): ReaderInfo {
  const cardPresent = (state & STATE.present) !== 0;
  return { id: name, name, kind: "pcsc", contactless: undefined, cardPresent };
}

/** Follows readers and cards while anybody listens: one waiting thread, however many listeners. */
export class ReaderMonitor {
  readonly #load: () => Promise<Pcsc>;
  readonly #listeners = new Set<(event: ReaderEvent) => void>();
  #last: ReaderEvent | undefined;
  #stop: (() => void) | undefined;

  constructor(load: () => Promise<Pcsc>) {
    this.#load = load;
  }

  /** Calls back with the present readers as soon as they are known, then on every change. Returns the way to stop. */
  listen(callback: (event: ReaderEvent) => void): () => void {
    const listener = (event: ReaderEvent) => callback(event);
    this.#listeners.add(listener);
    if (this.#last !== undefined) listener(this.#last);
    this.#stop ??= this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
      this.#last = undefined;
    };
  }

  #start(): () => void {
    const run: Run = { stop: new AbortController(), context: undefined };
    let pcsc: Pcsc | undefined;
    const follow = async () => {
      while (!run.stop.signal.aborted) {
        try {
          pcsc = await this.#load();
          await this.#follow(pcsc, run);
        } catch (error) {
          if (!(error instanceof LinkError)) throw error;
          this.#publish(run, { type: "failed", error });
          await pause(run);
        }
      }
    };
    void follow();
    return () => {
      run.stop.abort();
      if (run.context !== undefined) pcsc?.cancel(run.context);
    };
  }

  async #follow(pcsc: Pcsc, run: Run): Promise<void> {
    const context = pcsc.establish();
    run.context = context;
    try {
      let known: ReadonlyMap<string, number> = new Map();
      while (!run.stop.signal.aborted) {
        const names = pcsc.listReaders(context);
        if (names.length === 0) this.#publish(run, { type: "readers", readers: [] });
        known = await wait(pcsc, run, context, names, known);
        const readers = Array.from(known, ([name, state]) => describeReader(name, state));
        this.#publish(run, { type: "readers", readers });
      }
    } finally {
      run.context = undefined;
      pcsc.release(context);
    }
  }

  #publish(run: Run, event: ReaderEvent): void {
    if (run.stop.signal.aborted || sameEvent(event, this.#last)) return;
    this.#last = event;
    for (const listener of this.#listeners) listener(event);
  }
}

/** The states of `names` once one of them changes, or after a while. */
async function wait(
  pcsc: Pcsc,
  run: Run,
  context: Handle,
  names: readonly string[],
  known: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const present = names.map((name) => ({ name, state: known.get(name) ?? 0 }));
  const unchanged = new Map(present.map(({ name, state }) => [name, state]));
  // Windows compares the upper half of the pseudo-reader's state with its own count of readers.
  const plugAndPlay = { name: PLUG_AND_PLAY, state: names.length << 16 };
  const watched = pcsc.plugAndPlay ? [...present, plugAndPlay] : present;
  if (watched.length === 0) {
    await pause(run);
    return unchanged;
  }
  try {
    const after = await pcsc.statusChange(context, watched, REFRESH_MS);
    if (after === undefined) return unchanged;
    const readers = after.filter(({ name }) => name !== PLUG_AND_PLAY);
    return new Map(readers.map(({ name, state }) => [name, state & ~STATE.changed]));
  } catch (error) {
    // A reader of the list was pulled out before the wait began: list again.
    if (error instanceof LinkError && error.code === "no-reader") return new Map();
    throw error;
  }
}

async function pause(run: Run): Promise<void> {
  await delay(REFRESH_MS, undefined, { signal: run.stop.signal }).catch(() => {});
}

function sameEvent(a: ReaderEvent, b: ReaderEvent | undefined): boolean {
  if (a.type === "failed") return b?.type === "failed" && a.error.code === b.error.code;
  if (b?.type !== "readers") return false;
  return (
    a.readers.length === b.readers.length &&
    a.readers.every((reader, index) => {
      const other = b.readers[index];
      return reader.id === other?.id && reader.cardPresent === other.cardPresent;
    })
  );
}
