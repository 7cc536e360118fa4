import { setTimeout as delay } from "node:timers/promises";
import { LinkError, type ReaderEvent, type ReaderInfo } from "@madoguchi/card";
import { STATE, type Handle, type Pcsc, type ReaderState } from "./library.ts";

/** Waiting on this name ends when a reader is plugged in or pulled out. */
const PLUG_AND_PLAY = String.raw`\\?PnP?\Notification`;
/** A list that contradicts itself is read again after this long. */
const RELIST_MS = 50;
/** The list is read afresh this often, for systems and moments in which the pseudo-reader tells nothing. */
const REFRESH_MS = 1000;

/** By name; the state's bit "changed" is cleared. */
type States = ReadonlyMap<string, ReaderState>;
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
  #states: States = new Map();
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
      this.#states = new Map();
    };
  }

  /** Of the card that lies on the reader; undefined when there is none, or nobody has listened for long enough to know. */
  atrOf(reader: string): Uint8Array | undefined {
    const atr = this.#states.get(reader)?.atr;
    return atr?.length === 0 ? undefined : atr;
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
      let names: readonly string[] = [];
      let listedAt = Number.NEGATIVE_INFINITY;
      while (!run.stop.signal.aborted) {
        if (performance.now() - listedAt >= REFRESH_MS) {
          names = pcsc.listReaders(context);
          listedAt = performance.now();
          // Of a reader that has just come the wait tells at once; one that has gone need not wait.
          const left = names.flatMap((name) => this.#states.get(name) ?? []);
          if (left.length === names.length) this.#tell(run, byName(left));
        }
        const { states, listAgain } = await wait(pcsc, run, context, names, this.#states);
        if (run.stop.signal.aborted) return;
        if (listAgain) listedAt = Number.NEGATIVE_INFINITY;
        if (states === undefined) continue;
        this.#tell(run, states);
      }
    } finally {
      run.context = undefined;
      if (!run.stop.signal.aborted) this.#states = new Map();
      pcsc.release(context);
    }
  }

  #tell(run: Run, states: States): void {
    this.#states = states;
    const readers = Array.from(states.values(), ({ name, state }) => describeReader(name, state));
    this.#publish(run, { type: "readers", readers });
  }

  #publish(run: Run, event: ReaderEvent): void {
    if (run.stop.signal.aborted || sameEvent(event, this.#last)) return;
    this.#last = event;
    for (const listener of this.#listeners) listener(event);
  }
}

type Waited = {
  /** Of `names`; undefined when one of them is no reader any more. */
  readonly states: States | undefined;
  /** Whether a reader came or went. */
  readonly listAgain: boolean;
};

/** The states once one of them changes, or after a while. */
async function wait(
  pcsc: Pcsc,
  run: Run,
  context: Handle,
  names: readonly string[],
  known: States,
): Promise<Waited> {
  const present = names.map((name) => known.get(name) ?? unknown(name));
  const unchanged = { states: byName(present), listAgain: false };
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
    const listAgain = after.some(
      ({ name, state }) =>
        (name === PLUG_AND_PLAY && (state & STATE.changed) !== 0) ||
        (state & STATE.unavailable) !== 0,
    );
    return { states: byName(readers), listAgain };
  } catch (error) {
    // A reader of the list was pulled out before the wait began. The others are still there.
    if (!(error instanceof LinkError && error.code === "no-reader")) throw error;
    await pause(run, RELIST_MS);
    return { states: undefined, listAgain: true };
  }
}

function unknown(name: string): ReaderState {
  return { name, state: 0, atr: new Uint8Array() };
}

function byName(states: readonly ReaderState[]): States {
  return new Map(
    states.map(({ name, state, atr }) => [name, { name, state: state & ~STATE.changed, atr }]),
  );
}

async function pause(run: Run, milliseconds = REFRESH_MS): Promise<void> {
  await delay(milliseconds, undefined, { signal: run.stop.signal }).catch(() => {});
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
