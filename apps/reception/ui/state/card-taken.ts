/** What it means for a screen that the card left. Pure. */
import type { TroubleReason } from "../trouble/reason.ts";
import type { Reading, Screen } from "./screen.ts";

/** A card may leave at any moment; what that means depends on what it was doing. */
export function cardTaken(screen: Screen): Screen {
  switch (screen.kind) {
    case "waiting":
    case "ask-consent":
    case "sending-consent":
    case "agree-first-use":
    case "state-coverage":
    case "result":
    case "offline-result":
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

export function takenWhileReading(screen: Reading): Screen {
  const notice = lossOf(screen);
  return notice === null ? screen : { kind: "waiting", notice };
}

/** What it means that a card left; null once it is no longer needed. */
export function lossOf({ step, purpose }: Reading): TroubleReason | null {
  switch (step) {
    case "asking":
      return null;
    case "verifying":
      return { kind: purpose === "pinCheck" ? "verify-interrupted" : "number-interrupted" };
    case "connecting":
    case "opening":
    case "reading":
    case "photo":
    case "signing":
      return { kind: "link", code: "removed" };
  }
}
