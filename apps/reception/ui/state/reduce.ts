/** The way from one screen to the next. Pure: the work itself is done by the desk. */
import type { CardRefusal, PinCounter } from "@madoguchi/card";
import type { CheckPurpose } from "@madoguchi/contract";
import type { TroubleReason } from "../trouble/reason.ts";
import type { PrintedDates } from "../visual/printed.ts";
import { cardTaken, lossOf, takenWhileReading } from "./card-taken.ts";
import { cardPlace, chosenReader, isWorking } from "./screen.ts";
import type { Desk, DeskEvent, Reading, Screen } from "./screen.ts";
import { afterAnswer, askConsent, withConsents } from "./consent.ts";
import { withoutStaleClaim } from "./first-use.ts";
import { afterFaceDecline, afterNumberCounter } from "./visual.ts";

/** The same desk, by identity, when the event changes nothing. */
export function reduce(desk: Desk, event: DeskEvent): Desk {
  const next = step(desk, event);
  return next === desk ? desk : withoutStaleClaim(next);
}

function step(desk: Desk, event: DeskEvent): Desk {
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
      return canChooseVisual(desk) ? checkBy(desk, "visualCheck") : desk;
    case "pin-chosen":
      return canChoosePin(desk) ? checkBy(desk, "pinCheck") : desk;
    case "visual-fetched":
      return desk.screen.kind === "visual-present" && event.attempt === desk.attempt
        ? show(desk, { kind: "enter-numbers", ...untold, typed: null })
        : desk;
    case "number-counter-read":
      return desk.screen.kind === "visual-present" && event.attempt === desk.attempt
        ? show(desk, orTrouble(desk, afterNumberCounter(event.counter)))
        : desk;
    case "last-number-confirmed":
      return desk.screen.kind === "confirm-last-number"
        ? show(desk, { ...desk.screen, kind: "enter-numbers", wrong: false })
        : desk;
    case "numbers-entered":
      return desk.screen.kind === "enter-numbers" && canBeAsked(desk)
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
        ? show(desk, afterAnswer(event.answer, desk.screen.insertion))
        : desk;
    case "checked-offline":
      return isReading(desk, "pinCheck", event)
        ? show(desk, {
            kind: "offline-result",
            check: event.check,
            insertion: desk.screen.insertion,
          })
        : desk;
    case "consent-chosen":
      return desk.screen.kind === "ask-consent"
        ? begin(desk, { ...desk.screen, kind: "sending-consent" })
        : desk;
    case "consent-changed":
      return desk.screen.kind === "sending-consent" && event.attempt === desk.attempt
        ? show(desk, withConsents(desk.screen, event.changed))
        : desk;
    case "consent-left":
      return desk.screen.kind === "ask-consent"
        ? show(desk, { ...desk.screen, kind: "result" })
        : desk;
    case "consent-asked":
      return desk.screen.kind === "result" && desk.screen.answer.consents !== undefined
        ? show(desk, askConsent(desk.screen))
        : desk;
    case "first-use-chosen":
      return desk.screen.kind === "result" && desk.screen.answer.outcome === "unlinked"
        ? show(desk, { kind: "agree-first-use", insertion: desk.screen.insertion })
        : desk;
    case "first-use-agreed":
      return desk.screen.kind === "agree-first-use"
        ? show(desk, { ...desk.screen, kind: "state-coverage", typed: null })
        : desk;
    case "coverage-stated":
      return desk.screen.kind === "state-coverage" && canBeAsked(desk)
        ? checkBy({ ...desk, claim: { ...event.claim, insertion: desk.insertion } }, "pinCheck")
        : desk;
    case "statement-corrected":
      return desk.screen.kind === "trouble" && desk.claim !== null
        ? show(desk, {
            kind: "state-coverage",
            typed: desk.claim.typed,
            insertion: desk.screen.insertion,
          })
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
  const face = screen.kind === "reading" && screen.purpose === "visualCheck" ? screen : null;
  const isVisual = screen.kind === "visual-present" || face !== null;
  const purpose = isVisual ? "visualCheck" : "pinCheck";
  return { kind: "trouble", reason, purpose, typed: face?.typed ?? null, insertion };
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
/** On a phone no card comes by itself: somebody starts. */
const canStart = (desk: Desk) => desk.screen.kind === "waiting" && cardPlace(desk) === "phone";
const canChooseVisual = (desk: Desk) =>
  canStart(desk) || ["enter-pin", "confirm-last-try", "trouble"].includes(desk.screen.kind);
const canChoosePin = (desk: Desk) =>
  canStart(desk) || ["enter-numbers", "confirm-last-number", "trouble"].includes(desk.screen.kind);

/** Which reader shows a card, of those that we look at. */
function laidOn(desk: Desk): string | null {
  const reader = chosenReader(desk);
  return reader?.cardPresent === true && cardPlace(desk) === "reader" ? reader.id : null;
}

/** A card lies there, or will be waited for. */
function canBeAsked(desk: Desk): boolean {
  return laidOn(desk) !== null || cardPlace(desk) === "phone";
}

function withReaders(before: Desk, after: Desk): Desk {
  const [was, is] = [laidOn(before), laidOn(after)];
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
  triesLeft: number | null,
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

/**
 * On a reader a card that is gone leads back to waiting, in one message, whoever tells us first: the reader or the broken
 * link. A phone would wait for nothing: there the way on is to type again, and the card comes last.
 */
function afterFailure(desk: Desk, reason: TroubleReason): Screen {
  const { screen } = desk;
  // The answer that stands is not lost with it.
  if (screen.kind === "sending-consent") return { ...screen, kind: "result", consentLost: true };
  const gone = reason.kind === "link" && (reason.code === "removed" || reason.code === "no-card");
  if (!gone) return trouble(desk, reason);
  if (screen.kind !== "reading") return cardTaken(screen);
  switch (cardPlace(desk)) {
    case "reader":
      return takenWhileReading(screen);
    case "phone":
      // Before a card was there none can have left.
      return trouble(desk, (screen.step === "opening" ? null : lossOf(screen)) ?? reason);
  }
}

function tryAgain(desk: Desk): Desk {
  const { screen } = desk;
  switch (screen.kind) {
    case "result":
      return checkBy(desk, "pinCheck");
    case "trouble":
      return checkBy(desk, screen.purpose, screen.typed);
    default:
      return desk;
  }
}

/** With the card that lies there, or with the one that will be held against the phone. */
function checkBy(desk: Desk, purpose: CheckPurpose, typed: PrintedDates | null = null): Desk {
  const isPin = purpose === "pinCheck";
  switch (cardPlace(desk)) {
    case "reader":
      if (laidOn(desk) === null) return waiting(desk);
      return begin(desk, { kind: isPin ? "card-present" : "visual-present" });
    case "phone":
      if (isPin) return show(desk, { kind: "enter-pin", ...untold });
      return typed === null
        ? begin(desk, { kind: "visual-present" })
        : show(desk, { kind: "enter-numbers", ...untold, typed });
  }
}

const untold = { triesLeft: null, wrong: false } as const;

function waiting(desk: Desk): Desk {
  return show(desk, { kind: "waiting", notice: null });
}

/** Begins with the card that lies there already. */
function awaitCard(desk: Desk): Desk {
  return laidOn(desk) === null ? waiting(desk) : begin(desk, { kind: "card-present" });
}

function nextPatient(desk: Desk): Desk {
  const { screen } = desk;
  switch (screen.kind) {
    case "waiting":
    case "take-card":
    case "card-present":
    case "visual-present":
      return desk;
    case "reading":
      // Nothing has reached a card yet, and none may come.
      return screen.step === "opening" && cardPlace(desk) === "phone" ? waiting(desk) : desk;
    case "confirm-last-try":
    case "enter-pin":
    case "confirm-last-number":
    case "enter-numbers":
      return laidOn(desk) === null ? waiting(desk) : show(desk, { kind: "take-card" });
    case "compare-photo":
    case "ask-consent":
    case "sending-consent":
    case "agree-first-use":
    case "state-coverage":
    case "result":
    case "offline-result":
    case "trouble":
      return laidOn(desk) !== null && screen.insertion === desk.insertion
        ? show(desk, { kind: "take-card" })
        : awaitCard(desk);
  }
}
