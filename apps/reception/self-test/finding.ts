/** What the self-test looks at, in this order, and everything it can find. Values only: nothing here is a sentence, and nothing is personal. */
import type { LinkErrorCode, LinkKind, TokenKind } from "@madoguchi/card";
import type { ReaderDetail, ServiceDetail } from "./detail.ts";

export const stepNames = [
  "service",
  "reader",
  "card",
  "application",
  "certificate",
  "speed",
  "extended",
  "reinsertion",
  "storage",
  "center",
] as const;

export type StepName = (typeof stepNames)[number];

export type LinkFailure = Exclude<LinkErrorCode, "cancelled">;

/** The link broke or could not be opened, so the step could not tell. */
export type Broken<Step extends StepName> = {
  readonly step: Step;
  readonly kind: "link";
  readonly code: LinkFailure;
};

/** The card answered with a status word that no known card gives here. */
type Unexpected<Step extends StepName> = {
  readonly step: Step;
  readonly kind: "unexpected";
  readonly sw: number;
};

/** The reader as its driver names it, and what it tells of the card's answer to reset. */
export type TestedReader = {
  readonly name: string;
  readonly link: LinkKind;
  readonly contactless: boolean | undefined;
  /** ATR or ATQB info, hex. The same for every card of one make. */
  readonly historical: string;
};

export type ServiceFinding =
  | { readonly step: "service"; readonly kind: "answers" }
  | { readonly step: "service"; readonly kind: "down"; readonly detail: ServiceDetail | null }
  | Broken<"service">;

export type ReaderFinding =
  | { readonly step: "reader"; readonly kind: "found"; readonly names: readonly string[] }
  | { readonly step: "reader"; readonly kind: "none"; readonly detail: ReaderDetail | null }
  /** Readers there are, but not the one that was asked for. */
  | {
      readonly step: "reader";
      readonly kind: "other-names";
      readonly wanted: string;
      readonly names: readonly string[];
    };

export type CardFinding =
  | { readonly step: "card"; readonly kind: "detected"; readonly reader: TestedReader }
  | { readonly step: "card"; readonly kind: "not-placed"; readonly seconds: number }
  | { readonly step: "card"; readonly kind: "left-out" }
  | Broken<"card">;

export type ApplicationFinding =
  | {
      readonly step: "application";
      readonly kind: "answers";
      readonly token: TokenKind;
      /** The card answered 6F00 to its first command after power-up, as some do, and then rightly. */
      readonly refusedFirst: boolean;
    }
  | { readonly step: "application"; readonly kind: "not-my-number-card" }
  | Unexpected<"application">
  | Broken<"application">;

export type CertificateFinding =
  | { readonly step: "certificate"; readonly kind: "readable"; readonly bytes: number }
  /** On a phone it stands behind the PIN, which this test never asks for. */
  | { readonly step: "certificate"; readonly kind: "behind-pin" }
  | { readonly step: "certificate"; readonly kind: "none" }
  | Unexpected<"certificate">
  | Broken<"certificate">;

export type SpeedFinding =
  | {
      readonly step: "speed";
      readonly kind: "measured";
      readonly commands: number;
      readonly medianMs: number;
      readonly p95Ms: number;
    }
  | Unexpected<"speed">
  | Broken<"speed">;

/** What came of a length in the extended form when it did not work. */
export type NotExtended =
  | { readonly kind: "refused"; readonly sw: number }
  /** The reader or its driver did not carry the command; the card answered again afterwards. */
  | { readonly kind: "not-carried" };

/** An answer of this many bytes came in one piece. */
export type ExtendedLe = { readonly kind: "works"; readonly bytes: number } | NotExtended;

export type ExtendedLc = { readonly kind: "works" } | NotExtended;

export type ExtendedFinding =
  | {
      readonly step: "extended";
      readonly kind: "tried";
      readonly le: ExtendedLe;
      readonly lc: ExtendedLc;
      /** What the card's historical bytes announce of extended length; undefined when they are silent. */
      readonly cardSays: boolean | undefined;
    }
  | Unexpected<"extended">
  | Broken<"extended">;

export type ReinsertionFinding =
  /** `readyMs`: from the moment the card was noticed until it answered. */
  | { readonly step: "reinsertion"; readonly kind: "noticed"; readonly readyMs: number }
  | {
      readonly step: "reinsertion";
      readonly kind: "removal-unnoticed";
      readonly seconds: number;
    }
  | { readonly step: "reinsertion"; readonly kind: "return-unnoticed"; readonly seconds: number }
  | Unexpected<"reinsertion">
  | Broken<"reinsertion">;

export type StorageFinding =
  | { readonly step: "storage"; readonly kind: "keeps" }
  /** `place`: what does not keep what it is given. */
  | {
      readonly step: "storage";
      readonly kind: "loses";
      readonly place: "browser" | "folder";
    };

export type CenterFinding =
  /** How far this machine's clock is ahead of the center's; negative when it is behind. */
  | { readonly step: "center"; readonly kind: "answers"; readonly aheadSeconds: number }
  | { readonly step: "center"; readonly kind: "unreachable" };

export type Finding =
  | ServiceFinding
  | ReaderFinding
  | CardFinding
  | ApplicationFinding
  | CertificateFinding
  | SpeedFinding
  | ExtendedFinding
  | ReinsertionFinding
  | StorageFinding
  | CenterFinding;

/** One command and its answer, without their contents. */
export type ExchangeRecord = {
  /** CLA INS P1 P2, hex. */
  readonly header: string;
  /** Bytes of the answer without its status word. */
  readonly received: number;
  /** Null when no answer came. */
  readonly sw: number | null;
  readonly ms: number;
};

/** What the person is to do now. */
export type Ask =
  | "place-card"
  | "take-card"
  | "place-again"
  /** On a phone, which notices nothing between two cards: to it, then away and to it again. */
  | "hold-card"
  | "hold-again";

export type SelfTestEvent =
  | { readonly type: "step"; readonly step: StepName }
  | { readonly type: "ask"; readonly ask: Ask }
  | {
      readonly type: "finding";
      readonly finding: Finding;
      /** What was exchanged with the card for it. */
      readonly exchanges: readonly ExchangeRecord[];
    };
