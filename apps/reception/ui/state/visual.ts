/** 目視: what comes of asking a card for its photo. Pure. */
import type { CardRefusal, PinCounter, SurfaceReason } from "@madoguchi/card";
import { problem } from "@madoguchi/contract";
import type { TroubleReason } from "../trouble/reason.ts";
import type { PrintedDates } from "../visual/printed.ts";
import type { FaceDeclined } from "../visual/read-face.ts";
import type { NumberEntry, Screen } from "./screen.ts";

type Next = Screen | { readonly trouble: TroubleReason };

export function afterNumberCounter(counter: PinCounter | CardRefusal<SurfaceReason>): Next {
  switch (counter.kind) {
    case "tries-left":
      return askForNumbers({ triesLeft: counter.triesLeft, wrong: false, typed: null });
    case "locked":
      return { trouble: { kind: "number-locked" } };
    case "left-verified":
      return { trouble: { kind: "left-verified" } };
    case "not-my-number-card":
    case "unexpected":
      return { trouble: { kind: "card", refusal: counter } };
  }
}

export function afterFaceDecline(result: FaceDeclined, typed: PrintedDates | null): Next {
  switch (result.kind) {
    case "wrong-number":
      return askForNumbers({ triesLeft: result.triesLeft, wrong: true, typed });
    case "last-try":
      return askForNumbers({ triesLeft: 1, wrong: false, typed });
    case "locked":
      return { trouble: { kind: "number-locked" } };
    case "left-verified":
      return { trouble: { kind: "left-verified" } };
    case "malformed-record":
      return { trouble: { kind: "face", fault: result.kind } };
    // The form lets no such number through.
    case "malformed-number":
      return { trouble: { kind: "problem", problem: problem("unexpected") } };
    case "not-my-number-card":
    case "unexpected":
      return { trouble: { kind: "card", refusal: result } };
  }
}

function askForNumbers(entry: NumberEntry): Next {
  if (entry.triesLeft === 0) return { trouble: { kind: "number-locked" } };
  return { kind: entry.triesLeft === 1 ? "confirm-last-number" : "enter-numbers", ...entry };
}
