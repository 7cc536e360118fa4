/** The steps that need nobody's hand: each is one question and its answer. */
import type { CardTransport, ReaderInfo } from "@madoguchi/card";
import type { Bench } from "./bench.ts";
import type { ReaderFinding, ReinsertionFinding, ServiceFinding, SpeedFinding } from "./finding.ts";
import { linkFailure } from "./presence.ts";
import { type Answered, openCaFile } from "./probe.ts";
import { isBroken, orBroken } from "./session.ts";

const SAMPLES = 30;
const FEWEST_SAMPLES = 5;

export async function findService(bench: Bench): Promise<ServiceFinding> {
  const step = "service";
  const code = await linkFailure(bench);
  if (code === undefined) return { step, kind: "answers" };
  // A service that turns this user away breaks off in a way that no code names.
  const silent = code === "service-down" || code === "protocol";
  if (!silent) return { step, kind: "link", code };

  return { step, kind: "down", detail: (await bench.inspect?.service()) ?? null };
}

/** @param readers the wanted ones */
export async function findReader(
  bench: Bench,
  readers: readonly ReaderInfo[],
): Promise<ReaderFinding> {
  const step = "reader";
  const { port, readerName: wanted, inspect } = bench;
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

/** @param start when the reader told of the card that was laid down again */
export async function measureReadiness(
  link: CardTransport,
  start: number,
  { now }: Bench,
): Promise<ReinsertionFinding> {
  const step = "reinsertion";
  return orBroken(step, async () => {
    const file = await openCaFile(link);
    return typeof file === "number"
      ? ({ step, kind: "unexpected", sw: file } as const)
      : ({ step, kind: "noticed", readyMs: now() - start } as const);
  });
}
