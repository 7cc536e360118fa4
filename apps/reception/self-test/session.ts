/** A card held for this test alone, and let go with the power off. */
import {
  LinkError,
  refuseCancelled,
  toHex,
  within,
  type CardTransport,
  type ReaderInfo,
  type ReaderPort,
} from "@madoguchi/card";
import type { Bench } from "./bench.ts";
import type { Broken, ExchangeRecord, StepName, TestedReader } from "./finding.ts";
import { record } from "./recorder.ts";

const BUSY_RETRY_MS = 200;
const CLOSE_MS = 3_000;

export type Session = {
  readonly reader: TestedReader;
  readonly link: CardTransport;
  /** What was exchanged since the last call. */
  take(): readonly ExchangeRecord[];
  /** Never fails: a card that is gone has no power. */
  close(): Promise<void>;
};

type Opening = { readonly signal: AbortSignal; readonly timeoutMs: number };

/** @throws LinkError */
export async function openSession(
  bench: Bench,
  reader: ReaderInfo,
  opening: Opening = { signal: bench.signal, timeoutMs: bench.patience.answerMs },
): Promise<Session> {
  const { now, patience, signal } = bench;
  const transport = await openWhenFree(bench, reader.id, opening);
  const { link, take } = record(transport, { now, answerMs: patience.answerMs, signal });

  return {
    reader: {
      name: transport.reader.name,
      link: transport.kind,
      contactless: transport.reader.contactless,
      historical: toHex(transport.historical),
    },
    link,
    take,
    close: () =>
      within(transport.close("unpower"), { timeoutMs: CLOSE_MS }).catch((error: unknown) => {
        if (!(error instanceof LinkError)) throw error;
      }),
  };
}

/**
 * A phone's own NFC shows no card before it is opened: opening waits for one. Undefined when none came in time, or the
 * person closed what the system shows meanwhile.
 * @throws LinkError
 */
export async function openHandheld(bench: Bench, reader: ReaderInfo): Promise<Session | undefined> {
  const { handMs, answerMs } = bench.patience;
  const signal = AbortSignal.any([bench.signal, AbortSignal.timeout(handMs)]);
  try {
    return await openSession(bench, reader, { signal, timeoutMs: handMs + answerMs });
  } catch (error) {
    refuseCancelled(bench.signal);
    const none = ["cancelled", "timeout", "no-card"];
    if (error instanceof LinkError && none.includes(error.code)) return undefined;
    throw error;
  }
}

/** The counter of this very page may still be letting go of the card. */
async function openWhenFree(
  { port, patience, now }: Bench,
  readerId: string,
  opening: Opening,
): Promise<CardTransport> {
  const start = now();
  for (;;) {
    refuseCancelled(opening.signal);
    try {
      return await openInTime(port, readerId, opening);
    } catch (error) {
      const busy = error instanceof LinkError && error.code === "busy";
      if (!busy || now() - start >= patience.busyMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, BUSY_RETRY_MS));
    }
  }
}

/** A card that opens when nobody waits for it any more is let go. */
async function openInTime(
  port: ReaderPort,
  readerId: string,
  { signal, timeoutMs }: Opening,
): Promise<CardTransport> {
  const opened = port.open(readerId, { exclusive: true, signal });
  try {
    return await within(opened, { timeoutMs });
  } catch (error) {
    if (error instanceof LinkError && error.code === "timeout")
      void opened.then((late) => late.close("unpower")).catch(() => {});
    throw error;
  }
}

/** What the work found, or that the link broke before it found anything. @throws LinkError `cancelled` */
export async function orBroken<Step extends StepName, Found>(
  step: Step,
  work: () => Promise<Found>,
): Promise<Found | Broken<Step>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LinkError) || error.code === "cancelled") throw error;
    return { step, kind: "link", code: error.code };
  }
}

export function isBroken<Step extends StepName>(found: object): found is Broken<Step> {
  return "kind" in found && found.kind === "link";
}
