/** 保険証利用登録: how long what a patient stated may lead to a signature. Pure. */
import { cardPlace } from "./screen.ts";
import type { Desk } from "./screen.ts";

/**
 * Nobody's PIN signs for what somebody else typed: a claim ends with the patient, with another way of checking, and with
 * another card on the reader. A trouble keeps it, so that what was typed can be mended.
 */
export function withoutStaleClaim(desk: Desk): Desk {
  const { claim, screen } = desk;
  if (claim === null) return desk;
  const isSameCard = cardPlace(desk) === "phone" || claim.insertion === desk.insertion;
  switch (screen.kind) {
    case "state-coverage":
    case "trouble":
      return desk;
    case "card-present":
    case "confirm-last-try":
    case "enter-pin":
      return isSameCard ? desk : { ...desk, claim: null };
    case "reading":
      return isSameCard && screen.purpose === "pinCheck" ? desk : { ...desk, claim: null };
    case "waiting":
    case "take-card":
    case "visual-present":
    case "confirm-last-number":
    case "enter-numbers":
    case "compare-photo":
    case "ask-consent":
    case "sending-consent":
    case "result":
    case "offline-result":
    case "agree-first-use":
      return { ...desk, claim: null };
  }
}
