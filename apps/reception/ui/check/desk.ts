/** Does the work that the screens wait for, one piece at a time, and tells the state machine what came of it. */
import { JpkiCard, withCard, within } from "@madoguchi/card";
import type { CardRefusal, CardTransport, PinCounter, ReaderPort } from "@madoguchi/card";
import type { Answer, ConsentChoices, ContractClient } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import type { CardPlace } from "../../phone/card-place.ts";
import type { Claim } from "../first-use/statement.ts";
import type { OfflineService } from "../offline/offline.tsx";
import { reduce } from "../state/reduce.ts";
import { cardPlace, chosenReader, isWorking, openingDesk } from "../state/screen.ts";
import type { Desk, DeskEvent, Screen } from "../state/screen.ts";
import type { GreyPicture } from "../visual/decode-photo.ts";
import { wipeFace } from "../visual/face.ts";
import type { PrintedDates } from "../visual/printed.ts";
import { loadVisual } from "../visual/load-visual.ts";
import type { Visual } from "../visual/load-visual.ts";
import type { FaceEnd } from "../visual/read-face.ts";
import { challengesAhead } from "./challenge-ahead.ts";
import { callFailed, identityOf, reasonOf, runCheck } from "./check.ts";
import type { CheckEnd, CheckParts, Registration } from "./check.ts";

export type DeskParts = {
  /** `null` when no program on this computer reaches its readers. */
  readonly port: ReaderPort | null;
  /** Where cards are laid while the port tells of no reader. */
  readonly usualPlace: CardPlace;
  readonly client: Pick<
    ContractClient,
    "challenge" | "check" | "checkVisually" | "consent" | "firstUse" | "self"
  >;
  readonly registration: Registration;
  /** Name of the reader that was chosen last time. */
  readonly preferredReader: string | null;
  readonly onReaderChosen: (name: string) => void;
  readonly decodePhoto: (photo: Uint8Array) => Promise<GreyPicture>;
  /** In practice, in the place of what asks real cards. */
  readonly played?: PlayedCard;
  /** What can be done while the center cannot be reached; left out where nothing can. */
  readonly offline?: {
    readonly isDown: () => boolean;
    readonly load: () => Promise<Pick<OfflineService, "check" | "remember">>;
  };
};

export type PlayedCard = {
  readonly triesLeft: () => Promise<PinCounter | CardRefusal>;
  readonly askCard: CheckParts["askCard"];
  readonly loadVisual: () => Promise<Visual>;
};

export type OpenDesk = ReturnType<typeof openDesk>;

export function openDesk(parts: DeskParts) {
  const { port, usualPlace, client, registration, preferredReader, onReaderChosen, decodePhoto } =
    parts;
  const { played } = parts;
  const withVisual = visually(played?.loadVisual ?? loadVisual);
  const { offline } = parts;
  const ahead = challengesAhead(client);
  let desk = openingDesk(preferredReader, usualPlace);
  let working = new AbortController();
  /** The link of earlier work closes before the next begins: a reader serves one at a time. */
  let lastWork: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();

  function dispatch(event: DeskEvent): void {
    const before = desk;
    desk = reduce(before, event);
    if (desk === before) return;
    if (!isWorking(desk.screen)) working.abort();
    for (const listener of listeners) listener();
    leave(before.screen, desk.screen);
    if (desk.screen.kind === "enter-pin" && !offline?.isDown()) {
      ahead.prepare(identityOf(registration), desk.claim === null ? "pinCheck" : "firstUse");
    }
    if (desk.attempt === before.attempt) return;
    if (desk.screen.kind === "card-present") work((place) => readCounter(place, played));
    if (desk.screen.kind === "visual-present") {
      const fetchOrRead = cardPlace(desk) === "phone" ? fetchVisual : readNumberCounter;
      work((place) => fetchOrRead(place, withVisual));
    }
  }

  /** @param secret wiped where nothing is there that it could be given to; otherwise the task wipes it */
  function work(task: (work: Work) => Promise<DeskEvent>, secret?: Uint8Array): void {
    const { link } = desk;
    const reader = chosenReader(desk);
    begin(async (place) => {
      if (port !== null && reader !== undefined) {
        return task({ port, readerId: reader.id, ...place });
      }
      secret?.fill(0);
      const code = link === "ready" || link === "connecting" ? "no-reader" : link;
      return { type: "failed", attempt: place.attempt, reason: { kind: "link", code } };
    });
  }

  /** For times without the center. Nobody waits for it, and without it the answer stands. */
  function remember(certificate: Uint8Array, answer: Answer): void {
    void offline
      ?.load()
      .then((service) => service.remember(registration.terminal, certificate, answer))
      .catch(() => {});
  }

  function begin(task: (place: Pick<Work, "attempt" | "signal">) => Promise<DeskEvent>): void {
    const { attempt } = desk;
    working.abort();
    working = new AbortController();
    const { signal } = working;
    lastWork = lastWork.then(async () => {
      const end = await task({ attempt, signal }).catch((error: unknown): DeskEvent => {
        return { type: "failed", attempt, reason: reasonOf(error) };
      });
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
      const { screen, claim } = desk;
      if (screen.kind !== "enter-pin") {
        pin.fill(0);
        return;
      }
      dispatch({ type: "pin-entered" });
      // A consent to be registered needs the center.
      const away = claim === null && offline?.isDown() ? offline : null;
      work(
        ({ attempt, ...place }) =>
          runCheck({
            ...place,
            client: { ...client, challenge: ahead.challenge },
            registration,
            pin,
            insistOnLastTry: screen.triesLeft === 1,
            stated: claim?.stated ?? null,
            onStep: (step) => dispatch({ type: "step", attempt, step }),
            askCard: played?.askCard,
            onAnswered: remember,
            whenAway: away === null ? undefined : async (check) => (await away.load()).check(check),
          }).then((end) => asEvent(end, attempt)),
        pin,
      );
    },
    chooseVisual: () => dispatch({ type: "visual-chosen" }),
    choosePin: () => dispatch({ type: "pin-chosen" }),
    confirmLastNumber: () => dispatch({ type: "last-number-confirmed" }),
    /** Takes 照合番号B over and wipes it, also when no card is there to be asked with it. */
    enterNumbers(numberB: Uint8Array, typed: PrintedDates): void {
      const { screen, attempt: before } = desk;
      dispatch({ type: "numbers-entered", typed });
      if (screen.kind !== "enter-numbers" || desk.attempt === before) {
        numberB.fill(0);
        return;
      }
      work(
        ({ attempt, ...place }) =>
          withVisual(attempt, ({ readFace }) =>
            readFace({
              ...place,
              client,
              registration,
              numberB,
              insistOnLastTry: screen.triesLeft === 1,
              decodePhoto,
              onStep: (step) => dispatch({ type: "step", attempt, step }),
            }).then((end) => asFaceEvent(end, attempt)),
          ),
        numberB,
      );
    },
    /** The photo is the person's who stands there. */
    matchPhoto(): void {
      const { screen } = desk;
      if (screen.kind !== "compare-photo") return;
      const matchedAt = Temporal.Now.instant().toString();
      const { face } = screen;
      dispatch({ type: "photo-matched" });
      begin(({ attempt, signal }) =>
        withVisual(attempt, ({ askVisually }) =>
          askVisually({ client, registration, face, matchedAt, signal }).then((end) =>
            asEvent(end, attempt),
          ),
        ),
      );
    },
    /** What the patient chose for 限度額 and 特定疾病. */
    chooseConsents(consents: ConsentChoices): void {
      const { screen } = desk;
      if (screen.kind !== "ask-consent") return;
      const { checkId } = screen.answer;
      dispatch({ type: "consent-chosen" });
      begin(async ({ attempt, signal }) => {
        const call = client.consent(identityOf(registration), checkId, { consents });
        const changed = await within(call, { signal });
        return changed.ok
          ? { type: "consent-changed", attempt, changed: changed.value }
          : { type: "failed", attempt, reason: callFailed(changed).reason };
      });
    },
    leaveConsents: () => dispatch({ type: "consent-left" }),
    askConsents: () => dispatch({ type: "consent-asked" }),
    chooseFirstUse: () => dispatch({ type: "first-use-chosen" }),
    agreeFirstUse: () => dispatch({ type: "first-use-agreed" }),
    stateCoverage: (claim: Omit<Claim, "insertion">) =>
      dispatch({ type: "coverage-stated", claim }),
    correctStatement: () => dispatch({ type: "statement-corrected" }),
    differPhoto: () => dispatch({ type: "photo-differs" }),
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

function asEvent(end: CheckEnd, attempt: number): DeskEvent {
  switch (end.kind) {
    case "checked-offline":
      return { type: "checked-offline", attempt, check: end.check };
    case "answered":
      return { type: "answered", attempt, answer: end.answer };
    case "card-declined":
      return { type: "card-declined", attempt, result: end.result };
    case "failed":
      return { type: "failed", attempt, reason: end.reason };
  }
}

function asFaceEvent(end: FaceEnd, attempt: number): DeskEvent {
  switch (end.kind) {
    case "face-read":
      return { type: "face-read", attempt, face: end.face };
    case "face-declined":
      return { type: "face-declined", attempt, result: end.result };
    case "failed":
      return { type: "failed", attempt, reason: end.reason };
  }
}

/** A photo that nobody looks at any more is wiped. */
function leave(before: Screen, now: Screen): void {
  if (before.kind === "compare-photo" && now.kind !== "compare-photo") wipeFace(before.face);
}

async function readCounter(
  { attempt, ...place }: Work,
  played: PlayedCard | undefined,
): Promise<DeskEvent> {
  const counter = await askCounter(place, (link, options) =>
    played === undefined ? new JpkiCard(link, options).triesLeft() : played.triesLeft(),
  );

  return { type: "counter-read", attempt, counter };
}

function readNumberCounter(
  { attempt, ...place }: Work,
  withVisual: WithVisual,
): Promise<DeskEvent> {
  return withVisual(attempt, async (visual) => {
    const counter = await askCounter(place, visual.readNumberCounter);

    return { type: "number-counter-read", attempt, counter };
  });
}

function fetchVisual({ attempt }: Work, withVisual: WithVisual): Promise<DeskEvent> {
  return withVisual(attempt, async () => ({ type: "visual-fetched", attempt }));
}

type WithVisual = ReturnType<typeof visually>;

/** Its program is fetched here, before any screen of it is shown. */
function visually(load: () => Promise<Visual>) {
  return async (
    attempt: number,
    task: (visual: Visual) => Promise<DeskEvent>,
  ): Promise<DeskEvent> => {
    const visual = await load().catch(() => null);

    return visual === null
      ? { type: "failed", attempt, reason: { kind: "offline" } }
      : task(visual);
  };
}

/** A card that another program left verified hides its counter; closing powers it off, and then it tells. */
async function askCounter<T extends { readonly kind: string }>(
  { port, readerId, signal }: Omit<Work, "attempt">,
  read: (link: CardTransport, options: { readonly signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const ask = () => withCard(port, readerId, (link) => read(link, { signal }), { signal });
  const first = await ask();

  return first.kind === "left-verified" ? ask() : first;
}
