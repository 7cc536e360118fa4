/** The self-test from the driver to the card and back, over whatever link. It never asks for a PIN and never sends one. */
import type { ReaderInfo } from "@madoguchi/card";
import { type Bench, type SelfTestOptions, setUp } from "./bench.ts";
import type { Ask, Broken, ExchangeRecord, Finding, SelfTestEvent, StepName } from "./finding.ts";
import { tryExtended } from "./extended.ts";
import { cardGone, laidCard, nextCard, onlyHandheld, wantedReaders } from "./presence.ts";
import { probeApplication, probeCertificate } from "./probe.ts";
import { isBroken, openHandheld, openSession, orBroken, type Session } from "./session.ts";
import { findReader, findService, measureReadiness, measureSpeed } from "./steps.ts";

type Events<Result = void> = AsyncGenerator<SelfTestEvent, Result>;

/**
 * Goes from step to step and tells what it finds; the first step that leaves nothing to go on with is the last one with
 * the reader. What does not need a reader is tried in any case. Every wait ends by itself.
 * @throws LinkError `cancelled` when the signal aborts
 */
export async function* runSelfTest(options: SelfTestOptions): Events {
  if (options.port === null) {
    yield begins("service");
    yield found({ step: "service", kind: "down", detail: null });
  } else {
    yield* testReaders(setUp(options, options.port), options.leaveOutCard === true);
  }
  if (options.tryStorage) {
    yield begins("storage");
    yield found(await options.tryStorage());
  }
  if (options.askCenter) {
    yield begins("center");
    yield found(await options.askCenter());
  }
}

async function* testReaders(bench: Bench, leaveOutCard: boolean): Events {
  yield begins("service");
  const service = await findService(bench);
  yield found(service);
  if (service.kind !== "answers") return;

  yield begins("reader");
  const readers = await wantedReaders(bench);
  yield found(await findReader(bench, readers));
  if (readers.length === 0) return;

  yield begins("card");
  if (leaveOutCard) {
    yield found({ step: "card", kind: "left-out" });
    return;
  }
  const handheld = onlyHandheld(readers);
  yield* handheld === undefined ? testLasting(bench) : testHandheld(bench, handheld);
}

/** A reader that shows by itself whether a card lies on it. */
async function* testLasting(bench: Bench): Events {
  let reader = await laidCard(bench);
  if (reader === undefined) {
    yield asks("place-card");
    reader = await nextCard(bench);
  }
  if (reader === undefined) {
    yield found({ step: "card", kind: "not-placed", seconds: secondsOf(bench) });
    return;
  }
  const laid = reader;
  const open = () => openSession(bench, laid);
  if (!(yield* testCard(bench, await orBroken("card", open), open))) return;

  // The counter goes by what the reader tells of cards that come and go, so it must tell of both.
  const step = "reinsertion";
  yield begins(step);
  yield asks("take-card");
  if (!(await cardGone(bench, laid))) {
    yield found({ step, kind: "removal-unnoticed", seconds: secondsOf(bench) });
    return;
  }
  yield asks("place-again");
  const back = await nextCard({ ...bench, readerName: laid.name });
  const start = bench.now();
  if (back === undefined) {
    yield found({ step, kind: "return-unnoticed", seconds: secondsOf(bench) });
    return;
  }
  yield* testReturn(bench, start, await orBroken(step, () => openSession(bench, back)));
}

/** A phone: opening waits for the card, and only the second opening can show that a card may come again. */
async function* testHandheld(bench: Bench, reader: ReaderInfo): Events {
  const open = () => openHandheld(bench, reader);
  yield asks("hold-card");
  const session = await orBroken("card", open);
  if (session === undefined) {
    yield found({ step: "card", kind: "not-placed", seconds: secondsOf(bench) });
    return;
  }
  if (!(yield* testCard(bench, session, open))) return;

  const step = "reinsertion";
  yield begins(step);
  yield asks("hold-again");
  const again = await orBroken(step, open);
  if (again === undefined) {
    yield found({ step, kind: "return-unnoticed", seconds: secondsOf(bench) });
    return;
  }
  yield* testReturn(bench, bench.now(), again);
}

/** One session with the card. @returns whether it answers as a My Number card to the end */
async function* testCard(
  bench: Bench,
  session: Session | Broken<"card">,
  reopen: () => Promise<Session | undefined>,
): Events<boolean> {
  if (isBroken<"card">(session)) {
    yield found(session);
    return false;
  }
  try {
    yield found({ step: "card", kind: "detected", reader: session.reader });
    if (!(yield* readCard(bench, session))) return false;
    yield begins("extended");
    const extended = await tryExtended(session, reopen);
    yield found(extended, session.take());
    return true;
  } finally {
    await session.close();
  }
}

async function* readCard(bench: Bench, { link, take }: Session): Events<boolean> {
  yield begins("application");
  const application = await orBroken("application", () => probeApplication(link));
  const exchanges = take();
  const refusedFirst = exchanges[0]?.sw === 0x6f00;
  yield found(
    application.kind === "answers" ? { ...application, refusedFirst } : application,
    exchanges,
  );
  if (application.kind !== "answers") return false;

  yield begins("certificate");
  const certificate = await orBroken("certificate", () => probeCertificate(link));
  yield found(certificate, take());
  if (isBroken(certificate)) return false;

  yield begins("speed");
  const speed = await orBroken("speed", () => measureSpeed(link, bench));
  yield found(speed, take());

  return speed.kind === "measured";
}

async function* testReturn(
  bench: Bench,
  start: number,
  session: Session | Broken<"reinsertion">,
): Events {
  if (isBroken<"reinsertion">(session)) {
    yield found(session);
    return;
  }
  try {
    yield found(await measureReadiness(session.link, start, bench), session.take());
  } finally {
    await session.close();
  }
}

function secondsOf({ patience }: Bench): number {
  return patience.handMs / 1000;
}

function begins(step: StepName): SelfTestEvent {
  return { type: "step", step };
}

function asks(ask: Ask): SelfTestEvent {
  return { type: "ask", ask };
}

function found(finding: Finding, exchanges: readonly ExchangeRecord[] = []): SelfTestEvent {
  return { type: "finding", finding, exchanges };
}
