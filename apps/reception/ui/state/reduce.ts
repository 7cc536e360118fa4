/** The way from one screen to the next. Pure: the work itself is done by the desk. */
import type { CardRefusal, PinCounter } from "@madoguchi/card";
import type { TroubleReason } from "../trouble/reason.ts";
import { chosenReader, isWorking } from "./screen.ts";
import type { Desk, DeskEvent, Reading, Screen } from "./screen.ts";
import { afterFaceDecline, afterNumberCounter } from "./visual.ts";

/** The same desk, by identity, when the event changes nothing. */
export function reduce(desk: Desk, event: DeskEvent): Desk {
  switch (event.type) {
    case "readers":
      return withReaders(desk, { ...desk, link: "ready", readers: event.readers });
    case "link-failed":
      return withReaders(desk, { ...desk, link: event.code, readers: [] });
    case "reader-chosen":
      return withReaders(desk, { ...desk, preferred: event.name });
    case "counter-read":
      return desk.screen.kind === "card-present" && event.attempt === desk.attempt
        ? show(desk, afterCounter(desk, event.counter))
        : desk;
    case "last-try-confirmed":
      return desk.screen.kind === "confirm-last-try"
        ? show(desk, { kind: "enter-pin", triesLeft: 1, wrong: false })
        : desk;
    case "pin-entered":
      return desk.screen.kind === "enter-pin"
        ? begin(desk, {
            kind: "reading",
            purpose: "pinCheck",
            step: "connecting",
            triesLeft: desk.screen.triesLeft,
            insertion: desk.insertion,
          })
        : desk;
    case "visual-chosen":
      return canChooseVisual(desk.screen) ? lookAtCard(desk, "visual-present") : desk;
    case "pin-chosen":
      return canChoosePin(desk.screen) ? lookAtCard(desk, "card-present") : desk;
    case "number-counter-read":
      return desk.screen.kind === "visual-present" && event.attempt === desk.attempt
        ? show(desk, orTrouble(desk, afterNumberCounter(event.counter)))
        : desk;
    case "last-number-confirmed":
      return desk.screen.kind === "confirm-last-number"
        ? show(desk, { ...desk.screen, kind: "enter-numbers", wrong: false })
        : desk;
    case "numbers-entered":
      return desk.screen.kind === "enter-numbers" && place(desk) !== null
        ? begin(desk, readingFace("connecting", event.typed, desk.insertion))
        : desk;
    case "step":
      return desk.screen.kind === "reading" && event.attempt === desk.attempt
        ? show(desk, { ...desk.screen, step: event.step })
        : desk;
    case "card-declined":
      return isReading(desk, "pinCheck", event)
        ? show(desk, afterDecline(desk, event.result, desk.screen.triesLeft))
        : desk;
    case "face-declined":
      return isReading(desk, "visualCheck", event)
        ? show(desk, orTrouble(desk, afterFaceDecline(event.result, desk.screen.typed)))
        : desk;
    case "face-read":
      return isReading(desk, "visualCheck", event)
        ? show(desk, {
            kind: "compare-photo",
            face: event.face,
            insertion: desk.screen.insertion,
          })
        : desk;
    case "photo-matched":
      return desk.screen.kind === "compare-photo"
        ? begin(desk, readingFace("asking", null, desk.screen.insertion))
        : desk;
    case "photo-differs":
      return desk.screen.kind === "compare-photo"
        ? show(desk, {
            ...trouble(desk, { kind: "not-the-holder" }),
            insertion: desk.screen.insertion,
          })
        : desk;
    case "answered":
      return desk.screen.kind === "reading" && event.attempt === desk.attempt
        ? show(desk, { kind: "result", answer: event.answer, insertion: desk.screen.insertion })
        : desk;
    case "failed":
      return isWorking(desk.screen) && event.attempt === desk.attempt
        ? show(desk, afterFailure(desk, event.reason))
        : desk;
    case "refused":
      return isIdle(desk.screen) ? show(desk, trouble(desk, event.reason)) : desk;
    case "try-again":
      return tryAgain(desk);
    case "next-patient":
      return nextPatient(desk);
  }
}

function show(desk: Desk, screen: Screen): Desk {
  return { ...desk, screen };
}

function begin(desk: Desk, screen: Screen): Desk {
  return { ...desk, attempt: desk.attempt + 1, screen };
}

function trouble({ insertion, screen }: Desk, reason: TroubleReason): Screen & { kind: "trouble" } {
  const isVisual =
    screen.kind === "visual-present" ||
    (screen.kind === "reading" && screen.purpose === "visualCheck");
  return { kind: "trouble", reason, purpose: isVisual ? "visualCheck" : "pinCheck", insertion };
}

function orTrouble(desk: Desk, next: Screen | { readonly trouble: TroubleReason }): Screen {
  return "trouble" in next ? trouble(desk, next.trouble) : next;
}

function readingFace(
  step: "connecting" | "asking",
  typed: (Reading & { purpose: "visualCheck" })["typed"],
  insertion: number,
): Reading {
  return { kind: "reading", purpose: "visualCheck", step, typed, insertion };
}

/** Whether the work that reports is the one that the screen waits for. */
function isReading<P extends Reading["purpose"]>(
  desk: Desk,
  purpose: P,
  { attempt }: { readonly attempt: number },
): desk is Desk & { readonly screen: Reading & { readonly purpose: P } } {
  const { screen } = desk;
  return screen.kind === "reading" && screen.purpose === purpose && attempt === desk.attempt;
}

const isIdle = ({ kind }: Screen) => kind === "waiting" || kind === "card-present";
const canChooseVisual = ({ kind }: Screen) =>
  kind === "enter-pin" || kind === "confirm-last-try" || kind === "trouble";
const canChoosePin = ({ kind }: Screen) =>
  kind === "enter-numbers" || kind === "confirm-last-number" || kind === "trouble";

/** Which reader holds a card, of those that we look at. */
function place(desk: Desk): string | null {
  const reader = chosenReader(desk);
  return reader?.cardPresent === true ? reader.id : null;
}

function withReaders(before: Desk, after: Desk): Desk {
  const [was, is] = [place(before), place(after)];
  if (was === is) return after;
  const emptied = was === null ? after : show(after, cardTaken(after.screen));
  return is === null ? emptied : cardLaid({ ...emptied, insertion: emptied.insertion + 1 });
}

/** While the center is asked the card may go, but the answer is not for whoever lays the next one down. */
function cardLaid(desk: Desk): Desk {
  const { screen } = desk;
  const isFree =
    screen.kind === "waiting" || (screen.kind === "reading" && screen.step === "asking");
  return isFree ? begin(desk, { kind: "card-present" }) : desk;
}

/** A card may leave at any moment; what that means depends on what it was doing. */
function cardTaken(screen: Screen): Screen {
  switch (screen.kind) {
    case "waiting":
    case "result":
    case "trouble":
      return screen;
    // What is typed stands on the card, and a photo once read needs it no more.
    case "confirm-last-number":
    case "enter-numbers":
    case "compare-photo":
      return screen;
    case "take-card":
      return { kind: "waiting", notice: null };
    case "card-present":
    case "visual-present":
    case "confirm-last-try":
    case "enter-pin":
      return { kind: "waiting", notice: { kind: "link", code: "removed" } };
    case "reading":
      return takenWhileReading(screen);
  }
}

function takenWhileReading(screen: Reading): Screen {
  switch (screen.step) {
    case "asking":
      return screen;
    case "verifying": {
      const kind = screen.purpose === "pinCheck" ? "verify-interrupted" : "number-interrupted";
      return { kind: "waiting", notice: { kind } };
    }
    case "connecting":
    case "reading":
    case "photo":
    case "signing":
      return { kind: "waiting", notice: { kind: "link", code: "removed" } };
  }
}

function afterCounter(desk: Desk, counter: PinCounter | CardRefusal): Screen {
  switch (counter.kind) {
    case "tries-left":
      return askForPin(desk, counter.triesLeft, false);
    case "locked":
    case "left-verified":
      return trouble(desk, { kind: counter.kind });
    case "not-my-number-card":
    case "unexpected":
      return trouble(desk, { kind: "card", refusal: counter });
  }
}

function askForPin(desk: Desk, triesLeft: number, wrong: boolean): Screen {
  if (triesLeft === 0) return trouble(desk, { kind: "locked" });
  if (triesLeft === 1) return { kind: "confirm-last-try", wrong };
  return { kind: "enter-pin", triesLeft, wrong };
}

function afterDecline(
  desk: Desk,
  result: (DeskEvent & { type: "card-declined" })["result"],
  triesLeft: number,
): Screen {
  switch (result.kind) {
    case "wrong-pin":
      return askForPin(desk, result.triesLeft, true);
    case "last-try":
      return { kind: "confirm-last-try", wrong: false };
    case "malformed-pin":
      return { kind: "enter-pin", triesLeft, wrong: false };
    case "locked":
    case "left-verified":
      return trouble(desk, { kind: result.kind });
    case "not-my-number-card":
    case "unexpected":
      return trouble(desk, { kind: "card", refusal: result });
  }
}

/** A card that is gone leads back to waiting, in one message, whoever tells us first: the reader or the broken link. */
function afterFailure(desk: Desk, reason: TroubleReason): Screen {
  const gone = reason.kind === "link" && (reason.code === "removed" || reason.code === "no-card");
  if (!gone) return trouble(desk, reason);
  return desk.screen.kind === "reading" ? takenWhileReading(desk.screen) : cardTaken(desk.screen);
}

function tryAgain(desk: Desk): Desk {
  const { screen } = desk;
  switch (screen.kind) {
    case "result":
      return lookAtCard(desk);
    case "trouble":
      return lookAtCard(desk, screen.purpose === "visualCheck" ? "visual-present" : "card-present");
    default:
      return desk;
  }
}

function lookAtCard(desk: Desk, kind: "card-present" | "visual-present" = "card-present"): Desk {
  return place(desk) === null
    ? show(desk, { kind: "waiting", notice: null })
    : begin(desk, { kind });
}

function nextPatient(desk: Desk): Desk {
  const { screen } = desk;
  switch (screen.kind) {
    case "waiting":
    case "take-card":
    case "card-present":
    case "visual-present":
    case "reading":
      return desk;
    case "confirm-last-try":
    case "enter-pin":
    case "confirm-last-number":
    case "enter-numbers":
      return place(desk) === null ? lookAtCard(desk) : show(desk, { kind: "take-card" });
    case "compare-photo":
    case "result":
    case "trouble":
      return place(desk) !== null && screen.insertion === desk.insertion
        ? show(desk, { kind: "take-card" })
        : lookAtCard(desk);
  }
}
