/** Does the work that the screens wait for, one piece at a time, and tells the state machine what came of it. */
import { JpkiCard, withCard } from "@madoguchi/card";
import type { CardRefusal, PinCounter, ReaderPort } from "@madoguchi/card";
import type { ContractClient } from "@madoguchi/contract";
import { reduce } from "../state/reduce.ts";
import { chosenReader, openingDesk } from "../state/screen.ts";
import type { Desk, DeskEvent } from "../state/screen.ts";
import { reasonOf, runCheck } from "./check.ts";
import type { CheckEnd, Registration } from "./check.ts";

export type DeskParts = {
  /** `null` when no program on this computer reaches its readers. */
  readonly port: ReaderPort | null;
  readonly client: Pick<ContractClient, "challenge" | "check" | "self">;
  readonly registration: Registration;
  /** Name of the reader that was chosen last time. */
  readonly preferredReader: string | null;
  readonly onReaderChosen: (name: string) => void;
};

export type OpenDesk = ReturnType<typeof openDesk>;

export function openDesk(parts: DeskParts) {
  const { port, client, registration, preferredReader, onReaderChosen } = parts;
  let desk = openingDesk(preferredReader);
  let working = new AbortController();
  /** The link of earlier work closes before the next begins: a reader serves one at a time. */
  let lastWork: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();

  function dispatch(event: DeskEvent): void {
    const before = desk;
    desk = reduce(before, event);
    if (desk === before) return;
    if (!isWorking(desk)) working.abort();
    for (const listener of listeners) listener();
    if (desk.attempt !== before.attempt && desk.screen.kind === "card-present") work(readCounter);
  }

  function work(task: (work: Work) => Promise<DeskEvent>): void {
    const reader = chosenReader(desk);
    const { attempt } = desk;
    working.abort();
    working = new AbortController();
    const { signal } = working;
    lastWork = lastWork.then(async () => {
      if (port === null || reader === undefined) {
        return dispatch({ type: "failed", attempt, reason: { kind: "link", code: "no-reader" } });
      }
      const end = await task({ port, readerId: reader.id, attempt, signal }).catch(
        (error: unknown): DeskEvent => {
          return { type: "failed", attempt, reason: reasonOf(error) };
        },
      );
      dispatch(end);
    });
  }

  const stopWatching =
    port?.watch((event) =>
      dispatch(
        event.type === "readers"
          ? { type: "readers", readers: event.readers }
          : { type: "link-failed", code: event.error.code },
      ),
    ) ?? dispatch({ type: "link-failed", code: "service-down" });

  void client
    .self({ terminalId: registration.terminal.terminalId, privateKey: registration.privateKey })
    .then((result) => {
      if (result.ok || result.kind === "offline") return;
      dispatch({ type: "refused", reason: { kind: "problem", problem: result.problem } });
    });

  return {
    state: (): Desk => desk,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    chooseReader(name: string): void {
      onReaderChosen(name);
      dispatch({ type: "reader-chosen", name });
    },
    confirmLastTry: () => dispatch({ type: "last-try-confirmed" }),
    /** Takes the four digits over and wipes them, also when nothing asks for a PIN now. */
    enterPin(pin: Uint8Array): void {
      const { screen } = desk;
      if (screen.kind !== "enter-pin") {
        pin.fill(0);
        return;
      }
      dispatch({ type: "pin-entered" });
      work(({ attempt, ...place }) =>
        runCheck({
          ...place,
          client,
          registration,
          pin,
          insistOnLastTry: screen.triesLeft === 1,
          onStep: (step) => dispatch({ type: "step", attempt, step }),
        }).then((end) => asEvent(end, attempt)),
      );
    },
    tryAgain: () => dispatch({ type: "try-again" }),
    nextPatient: () => dispatch({ type: "next-patient" }),
    close(): void {
      stopWatching?.();
      working.abort();
    },
  };
}

type Work = {
  readonly port: ReaderPort;
  readonly readerId: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
};

const isWorking = ({ screen }: Desk) => screen.kind === "card-present" || screen.kind === "reading";

function asEvent(end: CheckEnd, attempt: number): DeskEvent {
  switch (end.kind) {
    case "answered":
      return { type: "answered", attempt, answer: end.answer };
    case "card-declined":
      return { type: "card-declined", attempt, result: end.result };
    case "failed":
      return { type: "failed", attempt, reason: end.reason };
  }
}

/** A card that another program left verified hides its counter; closing powers it off, and then it tells. */
async function readCounter({ port, readerId, attempt, signal }: Work): Promise<DeskEvent> {
  const ask = (): Promise<PinCounter | CardRefusal> =>
    withCard(port, readerId, (link) => new JpkiCard(link, { signal }).triesLeft(), { signal });
  const first = await ask();
  const counter = first.kind === "left-verified" ? await ask() : first;

  return { type: "counter-read", attempt, counter };
}
