/** What a patient must understand at this moment. Pure. */
import type { Desk, Screen } from "../state/screen.ts";
import type { TroubleReason } from "../trouble/reason.ts";

export const situations = [
  "lay",
  "reading",
  "pin",
  "pin-wrong",
  "last-try",
  "locked",
  "asking",
  "numbers",
  "photo",
  "consent",
  "first-use",
  "valid",
  "not-valid",
  "certificate",
  "moved",
  "other-card",
  "trouble",
  "take",
] as const;
export type Situation = (typeof situations)[number];

export type Told = { readonly situation: Situation; readonly triesLeft: number | null };

export function toldIn({ screen }: Pick<Desk, "screen">): Told {
  const triesLeft = "triesLeft" in screen ? screen.triesLeft : null;

  return { situation: situationOf(screen), triesLeft };
}

function situationOf(screen: Screen): Situation {
  switch (screen.kind) {
    case "waiting":
      return screen.notice === null ? "lay" : reasonOf(screen.notice);
    case "take-card":
      return "take";
    case "card-present":
      return "reading";
    case "confirm-last-try":
      return "last-try";
    case "enter-pin":
      return screen.wrong ? "pin-wrong" : "pin";
    case "visual-present":
    case "confirm-last-number":
    case "enter-numbers":
      return "numbers";
    case "compare-photo":
      return "photo";
    case "reading":
      return screen.step === "asking" ? "asking" : "reading";
    case "ask-consent":
    case "sending-consent":
      return "consent";
    case "agree-first-use":
    case "state-coverage":
      return "first-use";
    case "result":
      return outcomeOf(screen.answer.outcome);
    case "trouble":
      return reasonOf(screen.reason);
    default:
      return "trouble";
  }
}

function outcomeOf(
  outcome: Extract<Screen, { kind: "result" }>["answer"]["outcome"],
): Extract<Situation, "valid" | "not-valid" | "certificate"> {
  switch (outcome) {
    case "valid":
      return "valid";
    case "certificate-expired":
    case "certificate-revoked":
      return "certificate";
    default:
      return "not-valid";
  }
}

function reasonOf(reason: TroubleReason): Situation {
  switch (reason.kind) {
    case "locked":
      return "locked";
    case "verify-interrupted":
    case "number-interrupted":
      return "moved";
    case "link":
      return reason.code === "removed" ? "moved" : "trouble";
    case "card":
      if (reason.refusal.kind !== "not-my-number-card") return "trouble";
      return reason.refusal.reason === "no-jpki-application" ? "other-card" : "certificate";
    default:
      return "trouble";
  }
}
