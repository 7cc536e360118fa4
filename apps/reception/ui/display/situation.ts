/** What the patient's own window says, which is less than what stands before staff and patient together. Pure. */
import { toldIn } from "../patient/situation.ts";
import { chosenReader } from "../state/screen.ts";
import type { Desk } from "../state/screen.ts";
import type { ShownSituation } from "./shown-situations.ts";

/** Of a result only that there is one: others may look on, and the staff say the rest. */
export function shownTo(desk: Desk): ShownSituation {
  const { screen } = desk;
  const reader = chosenReader(desk);
  const isLaid = reader?.cardPresent === true;
  if (screen.kind === "waiting" && reader === undefined) return "rest";
  if (screen.kind === "offline-result") return isLaid ? "done" : "thanks";
  const { situation } = toldIn(desk);
  switch (situation) {
    case "valid":
      return isLaid ? "done" : "thanks";
    case "not-valid":
    case "certificate":
    case "trouble":
      return "staff";
    // Asked at the staff's screen: what is asked here is a view of its own.
    case "pin":
    case "pin-wrong":
    case "consent":
      return "desk";
    default:
      return situation;
  }
}
