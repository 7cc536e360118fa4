/** What the one screen can show, and everything that can happen to it. */
import type {
  AuthenticateResult,
  CardRefusal,
  PinCounter,
  ReaderInfo,
  Step,
  SurfaceReason,
} from "@madoguchi/card";
import type { LinkErrorCode } from "@madoguchi/card";
import type { Answer, CheckPurpose, ConsentAnswer } from "@madoguchi/contract";
import { cardPlaceOf, type CardPlace } from "../../phone/card-place.ts";
import type { Claim, TypedStatement } from "../first-use/statement.ts";
import type { OfflineCheck } from "../offline/check-offline.ts";
import type { TroubleReason } from "../trouble/reason.ts";
import type { FaceToCompare } from "../visual/face.ts";
import type { PrintedDates } from "../visual/printed.ts";
import type { FaceDeclined } from "../visual/read-face.ts";

/**
 * `connecting`: a challenge is asked for; `opening`: the reader is opened, and a phone waits there for the card; `photo`:
 * the face record is read; `asking`: the card has signed and is no longer needed.
 */
export type ReadingStep = "connecting" | "opening" | Step | "photo" | "asking";

/** What must be known to ask for a PIN, and again after a wrong one. */
export type PinEntry = {
  /** As the card itself counts; null on a phone, as long as no card has told. */
  readonly triesLeft: number | null;
  /** The PIN before this one was wrong. */
  readonly wrong: boolean;
};

/** What must be known to ask for 照合番号B, and again after a wrong one. */
export type NumberEntry = PinEntry & {
  /** What was typed before, except the security code, which is typed anew. */
  readonly typed: PrintedDates | null;
};

export type Reading = {
  readonly kind: "reading";
  readonly step: ReadingStep;
  readonly insertion: number;
} & (
  | { readonly purpose: "pinCheck"; readonly triesLeft: number | null }
  | { readonly purpose: "visualCheck"; readonly typed: PrintedDates | null }
);

export type Screen =
  /** For a card, on a phone for whoever starts. `notice`: why the card that was here a moment ago did not get through. */
  | { readonly kind: "waiting"; readonly notice: TroubleReason | null }
  /** The last patient's card still lies there. */
  | { readonly kind: "take-card" }
  /** The counter of the PIN is being read. */
  | { readonly kind: "card-present" }
  /** One more wrong PIN locks the card: somebody has to want that. */
  | { readonly kind: "confirm-last-try"; readonly wrong: boolean }
  | ({ readonly kind: "enter-pin" } & PinEntry)
  /** 目視: its program is being fetched, and the counter of 照合番号B read where a card is there to tell. */
  | { readonly kind: "visual-present" }
  /** One more wrong number locks what is printed in the chip. */
  | ({ readonly kind: "confirm-last-number" } & NumberEntry)
  /** The card may be taken up meanwhile: what is typed stands on it. */
  | ({ readonly kind: "enter-numbers" } & NumberEntry)
  | Reading
  /** The photo stands on the screen, and nowhere else. */
  | { readonly kind: "compare-photo"; readonly face: FaceToCompare; readonly insertion: number }
  /** The patient's turn: what may this facility be told beside the coverage? */
  | { readonly kind: "ask-consent"; readonly answer: Answer; readonly insertion: number }
  | { readonly kind: "sending-consent"; readonly answer: Answer; readonly insertion: number }
  | {
      readonly kind: "result";
      readonly answer: Answer;
      readonly insertion: number;
      /** What the patient chose did not reach the center. */
      readonly consentLost?: true;
    }
  /** What card and terminal found without the center. */
  | { readonly kind: "offline-result"; readonly check: OfflineCheck; readonly insertion: number }
  /** 保険証利用登録: the patient reads what they agree to. */
  | { readonly kind: "agree-first-use"; readonly insertion: number }
  /** They have agreed, and say which coverage is theirs. The card may be in the hand meanwhile. */
  | {
      readonly kind: "state-coverage";
      readonly typed: TypedStatement | null;
      readonly insertion: number;
    }
  | {
      readonly kind: "trouble";
      readonly reason: TroubleReason;
      /** How the card is tried again. */
      readonly purpose: CheckPurpose;
      /** For 目視: a card that slipped off a phone costs nobody the typing. */
      readonly typed: PrintedDates | null;
      readonly insertion: number;
    };

export type Desk = {
  readonly link: "connecting" | "ready" | LinkErrorCode;
  readonly readers: readonly ReaderInfo[];
  /** Name of the reader chosen by hand: its id may be another after it was plugged in again. */
  readonly preferred: string | null;
  /** Where cards are laid while no reader is there: a phone has none while its NFC is off. */
  readonly usualPlace: CardPlace;
  /** Grows with every card laid down, so that the next patient's card is not taken for the last one's. */
  readonly insertion: number;
  /** Grows with every piece of work begun. What earlier work reports is no longer of interest. */
  readonly attempt: number;
  /** 保険証利用登録 under way: the next PIN signs the consent to it, for this card and no other. */
  readonly claim: Claim | null;
  readonly screen: Screen;
};

export type DeskEvent =
  | { readonly type: "readers"; readonly readers: readonly ReaderInfo[] }
  | { readonly type: "link-failed"; readonly code: LinkErrorCode }
  | { readonly type: "reader-chosen"; readonly name: string }
  | {
      readonly type: "counter-read";
      readonly attempt: number;
      readonly counter: PinCounter | CardRefusal;
    }
  | { readonly type: "last-try-confirmed" }
  | { readonly type: "visual-chosen" }
  | { readonly type: "pin-chosen" }
  | {
      readonly type: "number-counter-read";
      readonly attempt: number;
      readonly counter: PinCounter | CardRefusal<SurfaceReason>;
    }
  /** Without a card that could tell its counter. */
  | { readonly type: "visual-fetched"; readonly attempt: number }
  | { readonly type: "last-number-confirmed" }
  | { readonly type: "numbers-entered"; readonly typed: PrintedDates }
  | { readonly type: "face-declined"; readonly attempt: number; readonly result: FaceDeclined }
  | { readonly type: "face-read"; readonly attempt: number; readonly face: FaceToCompare }
  | { readonly type: "photo-matched" }
  | { readonly type: "photo-differs" }
  | { readonly type: "pin-entered" }
  | { readonly type: "step"; readonly attempt: number; readonly step: ReadingStep }
  | {
      readonly type: "card-declined";
      readonly attempt: number;
      readonly result: Exclude<AuthenticateResult, { kind: "signed" }>;
    }
  | { readonly type: "answered"; readonly attempt: number; readonly answer: Answer }
  | { readonly type: "checked-offline"; readonly attempt: number; readonly check: OfflineCheck }
  | { readonly type: "failed"; readonly attempt: number; readonly reason: TroubleReason }
  /** The center no longer knows this terminal. */
  | { readonly type: "refused"; readonly reason: TroubleReason }
  | { readonly type: "consent-chosen" }
  | { readonly type: "consent-changed"; readonly attempt: number; readonly changed: ConsentAnswer }
  /** Nobody chose, or not now: the answer is shown as it is. */
  | { readonly type: "consent-left" }
  /** From the answer, to agree after all or to withdraw. */
  | { readonly type: "consent-asked" }
  | { readonly type: "first-use-chosen" }
  | { readonly type: "first-use-agreed" }
  | { readonly type: "coverage-stated"; readonly claim: Omit<Claim, "insertion"> }
  /** What was typed once more, to be mended. */
  | { readonly type: "statement-corrected" }
  /** The same card once more. */
  | { readonly type: "try-again" }
  | { readonly type: "next-patient" };

/** Something is under way that only the card or the center can end. */
export const isWorking = ({ kind }: Screen) =>
  kind === "card-present" ||
  kind === "visual-present" ||
  kind === "reading" ||
  kind === "sending-consent";

export function openingDesk(preferred: string | null, usualPlace: CardPlace = "reader"): Desk {
  return {
    link: "connecting",
    readers: [],
    preferred,
    usualPlace,
    insertion: 0,
    attempt: 0,
    claim: null,
    screen: { kind: "waiting", notice: null },
  };
}

/** The preferred reader; else one with a card on it; else the first. */
export function chosenReader({ readers, preferred }: Desk): ReaderInfo | undefined {
  return (
    readers.find(({ name }) => name === preferred) ??
    readers.find(({ cardPresent, kind }) => cardPresent && cardPlaceOf(kind) === "reader") ??
    readers[0]
  );
}

export function cardPlace(desk: Desk): CardPlace {
  const reader = chosenReader(desk);
  return reader === undefined ? desk.usualPlace : cardPlaceOf(reader.kind);
}
