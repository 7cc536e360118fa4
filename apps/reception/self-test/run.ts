/** The self-test from the driver to the card and back, over whatever link. It never asks for a PIN and never sends one. */
import type { ReaderInfo } from "@madoguchi/card";
import { type Bench, type SelfTestOptions, setUp } from "./bench.ts";
import type { Ask, ExchangeRecord, Finding, SelfTestEvent, StepName } from "./finding.ts";
import { cardGone, laidCard, nextCard } from "./presence.ts";
import { probeApplication, probeCertificate } from "./probe.ts";
import { isBroken, openSession, orBroken, type Session } from "./session.ts";
import { findReader, findService, measureReadiness, measureSpeed, tryExtended } from "./steps.ts";

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
  const readers = await findReader(bench);
  yield found(readers);
  if (readers.kind !== "found") return;

  yield begins("card");
  if (leaveOutCard) {
    yield found({ step: "card", kind: "left-out" });
    return;
  }
  let reader = await laidCard(bench);
  if (reader === undefined) {
    yield asks("place-card");
    reader = await nextCard(bench);
  }
  if (reader === undefined) {
    yield found({ step: "card", kind: "not-placed", seconds: bench.patience.handMs / 1000 });
    return;
  }
  const answers = yield* testCard(bench, reader);
  if (!answers) return;

  yield begins("extended");
  const { finding, exchanges } = await tryExtended(bench, reader);
  yield found(finding, exchanges);

  yield begins("reinsertion");
  yield* testReinsertion(bench, reader);
}

/** One session with the card. @returns whether it answers as a My Number card to the end */
async function* testCard(bench: Bench, reader: ReaderInfo): Events<boolean> {
  const session = await orBroken("card", () => openSession(bench, reader));
  if (isBroken(session)) {
    yield found(session);
    return false;
  }
  try {
    yield found({ step: "card", kind: "detected", reader: session.reader });
    return yield* readCard(bench, session);
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

/** The counter goes by what the reader tells of cards that come and go, so it must tell of both. */
async function* testReinsertion(bench: Bench, reader: ReaderInfo): Events {
  const step = "reinsertion";
  const seconds = bench.patience.handMs / 1000;
  yield asks("take-card");
  if (!(await cardGone(bench, reader))) {
    yield found({ step, kind: "removal-unnoticed", seconds });
    return;
  }
  yield asks("place-again");
  const back = await nextCard({ ...bench, readerName: reader.name });
  if (back === undefined) {
    yield found({ step, kind: "return-unnoticed", seconds });
    return;
  }
  const { finding, exchanges } = await measureReadiness(bench, back);
  yield found(finding, exchanges);
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
