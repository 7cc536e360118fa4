/** The steps that need nobody's hand: each is one question and its answer. */
import { type CardTransport, type ReaderInfo, within } from "@madoguchi/card";
import type { Bench } from "./bench.ts";
import type {
  Broken,
  ExchangeRecord,
  ExtendedFinding,
  ReaderFinding,
  ReinsertionFinding,
  ServiceFinding,
  SpeedFinding,
} from "./finding.ts";
import { wantedReaders } from "./presence.ts";
import { type Answered, openCaFile } from "./probe.ts";
import { isBroken, openSession, orBroken, type Session } from "./session.ts";

const SAMPLES = 30;
const FEWEST_SAMPLES = 5;

export async function findService(bench: Bench): Promise<ServiceFinding> {
  const { port, inspect, patience, signal } = bench;
  const step = "service";
  const answer = await orBroken(step, async () => {
    await within(port.list(), { timeoutMs: patience.readerMs, signal });
    return { step, kind: "answers" } as const;
  });
  // A service that turns this user away breaks off in a way that no code names.
  const silent =
    answer.kind === "link" && (answer.code === "service-down" || answer.code === "protocol");
  if (!silent) return answer;

  return { step, kind: "down", detail: (await inspect?.service()) ?? null };
}

/** A reader that was just plugged in is waited for. */
export async function findReader(bench: Bench): Promise<ReaderFinding> {
  const step = "reader";
  const { port, readerName: wanted, inspect } = bench;
  const readers = await wantedReaders(bench);
  if (readers.length > 0) return { step, kind: "found", names: readers.map(({ name }) => name) };
  const others = await orBroken(step, () => port.list());
  if (wanted !== undefined && !isBroken(others) && others.length > 0)
    return { step, kind: "other-names", wanted, names: others.map(({ name }) => name) };

  return { step, kind: "none", detail: (await inspect?.reader()) ?? null };
}

/** Reads the same 256 bytes over and over; stops early where that takes too long to sit through. */
export async function measureSpeed(
  link: CardTransport,
  { now, patience }: Bench,
): Promise<Answered<SpeedFinding>> {
  const step = "speed";
  const file = await openCaFile(link);
  if (typeof file === "number") return { step, kind: "unexpected", sw: file };
  const times: number[] = [];
  const begun = now();
  while (times.length < SAMPLES) {
    const start = now();
    if (times.length >= FEWEST_SAMPLES && start - begun > patience.speedMs) break;
    const refused = await file.read();
    if (refused !== undefined) return { step, kind: "unexpected", sw: refused };
    times.push(now() - start);
  }
  times.sort((a, b) => a - b);
  const [medianMs, p95Ms] = [quantile(times, 0.5), quantile(times, 0.95)];

  return { step, kind: "measured", commands: times.length, medianMs, p95Ms };
}

/** The smallest value that so large a part of the sorted values does not exceed. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil(sorted.length * part) - 1] ?? 0;
}

type Answer<Found> = { readonly finding: Found; readonly exchanges: readonly ExchangeRecord[] };

/**
 * One READ BINARY with an extended Le. Drivers that cannot carry it fail in ways that look like a card pulled out, so the
 * card is asked once more afterwards: when it answers, it was the long command.
 */
export async function tryExtended(
  bench: Bench,
  reader: ReaderInfo,
): Promise<Answer<ExtendedFinding>> {
  const step = "extended";
  const answer = await inSession(step, bench, reader, async ({ link }) => {
    const file = await openCaFile(link);
    return typeof file === "number"
      ? ({ step, kind: "unexpected", sw: file } as const)
      : file.readExtended();
  });
  if (answer.finding.kind !== "link") return answer;
  const again = await inSession(step, bench, reader, async ({ link }) => {
    const file = await openCaFile(link);
    return { step, kind: typeof file === "number" ? "refused" : "answers" } as const;
  });
  if (again.finding.kind !== "answers") return answer;

  return { finding: { step, kind: "not-carried" }, exchanges: answer.exchanges };
}

/** From the moment the reader told of the card until the card answered. */
export function measureReadiness(
  bench: Bench,
  reader: ReaderInfo,
): Promise<Answer<ReinsertionFinding>> {
  const step = "reinsertion";
  const start = bench.now();
  return inSession(step, bench, reader, async ({ link }) => {
    const file = await openCaFile(link);
    return typeof file === "number"
      ? ({ step, kind: "unexpected", sw: file } as const)
      : ({ step, kind: "noticed", readyMs: bench.now() - start } as const);
  });
}

async function inSession<Step extends "extended" | "reinsertion", Found>(
  step: Step,
  bench: Bench,
  reader: ReaderInfo,
  work: (session: Session) => Promise<Found>,
): Promise<Answer<Found | Broken<Step>>> {
  const session = await orBroken(step, () => openSession(bench, reader));
  if (isBroken<Step>(session)) return { finding: session, exchanges: [] };
  try {
    const finding = await orBroken(step, () => work(session));
    return { finding, exchanges: session.take() };
  } finally {
    await session.close();
  }
}
