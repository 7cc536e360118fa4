/** What the self-test's screen shows, from the first word to the way back, and the work behind it. */
import { LinkError, type ReaderPort } from "@madoguchi/card";
import { Temporal } from "temporal-polyfill";
import {
  advance,
  makeReport,
  nothingYet,
  type Progress,
  type Report,
  runSelfTest,
  type SelfTestOptions,
  type Surroundings,
  type VerdictKind,
} from "../../self-test/index.ts";

export type Examination =
  | { readonly kind: "before" }
  | { readonly kind: "running"; readonly progress: Progress }
  | { readonly kind: "done"; readonly report: Report }
  /** The card that was tested still lies there, and is no patient's. */
  | { readonly kind: "take-card" };

export type ExaminationParts = Pick<SelfTestOptions, "port" | "tryStorage" | "askCenter"> & {
  readonly surroundings: Surroundings;
  readonly onJudged: (verdict: VerdictKind, at: string) => void;
  readonly onLeft: () => void;
};

export type OpenExamination = ReturnType<typeof openExamination>;

export function openExamination(parts: ExaminationParts) {
  const { port, surroundings, onJudged, onLeft, ...checks } = parts;
  let state: Examination = { kind: "before" };
  let running = new AbortController();
  let work = Promise.resolve();
  let stopWatching = () => {};
  const listeners = new Set<() => void>();

  function show(next: Examination): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function run({ signal }: AbortController): Promise<void> {
    let progress = nothingYet;
    show({ kind: "running", progress });
    try {
      for await (const event of runSelfTest({ port, ...checks, signal })) {
        progress = advance(progress, event);
        if (!signal.aborted) show({ kind: "running", progress });
      }
    } catch (error) {
      if (!(error instanceof LinkError && error.code === "cancelled")) throw error;
    }
    if (signal.aborted) return;
    const now = Temporal.Now.instant();
    const report = makeReport(progress, surroundings, now);
    show({ kind: "done", report });
    onJudged(report.verdict.kind, now.toString());
  }

  function left(): void {
    stopWatching();
    onLeft();
  }

  return {
    state: (): Examination => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(): void {
      running.abort();
      running = new AbortController();
      work = run(running);
    },
    /** At once, or when the tested card is gone. */
    async leave(): Promise<void> {
      running.abort();
      // Until the card is let go, nobody else can have it.
      await work;
      if (!(await holdsCard(port))) return left();
      show({ kind: "take-card" });
      stopWatching();
      stopWatching =
        port?.watch((event) => {
          const gone =
            event.type === "readers" && !event.readers.some(({ cardPresent }) => cardPresent);
          if (gone) left();
        }) ?? stopWatching;
    },
    /** Whatever lies there. */
    leaveNow: left,
  };
}

async function holdsCard(port: ReaderPort | null): Promise<boolean> {
  try {
    const readers = (await port?.list()) ?? [];
    return readers.some(({ cardPresent }) => cardPresent);
  } catch (error) {
    // Without a reader nothing lies on it.
    if (error instanceof LinkError) return false;
    throw error;
  }
}
