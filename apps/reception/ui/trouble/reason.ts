/** Everything that can keep a card from becoming an answer. */
import type { CardRefusal, LinkErrorCode, SurfaceReason } from "@madoguchi/card";
import type { Problem } from "@madoguchi/contract";

export type TroubleReason =
  | { readonly kind: "link"; readonly code: LinkErrorCode }
  /** The link broke while the card had the PIN: one try may be gone. */
  | { readonly kind: "verify-interrupted" }
  | { readonly kind: "locked" }
  /** Another program left its PIN verified, even after the card was powered off and asked again. */
  | { readonly kind: "left-verified" }
  | { readonly kind: "card"; readonly refusal: CardRefusal | CardRefusal<SurfaceReason> }
  /** The same for 照合番号B. */
  | { readonly kind: "number-interrupted" }
  | { readonly kind: "number-locked" }
  /** The face record is none, or nobody whom the center trusts stands behind it, or the chip is another card's. */
  | { readonly kind: "face"; readonly fault: FaceFault }
  /** Somebody compared and said so. */
  | { readonly kind: "not-the-holder" }
  | { readonly kind: "offline" }
  /** The center sent bytes to sign that are not for this facility, terminal and check. */
  | { readonly kind: "foreign-context" }
  | { readonly kind: "problem"; readonly problem: Problem };

export type FaceFault = "malformed-record" | "unknown-root" | "forged" | "other-card";

/** What the one primary button of a trouble does. */
export type TroubleAction =
  | "try-again"
  | "check-visually"
  | "check-by-pin"
  /** With the card alone, as long as the center cannot be reached. */
  | "check-offline"
  /** 利用登録 once more, with what was typed. */
  | "correct-statement"
  | "next-patient"
  | "register-again"
  /** The program or the page takes its new version. */
  | "update"
  | "reload";

export type Trouble = {
  readonly title: string;
  /** What happened and why. */
  readonly cause: string;
  /** What to say to the patient, word for word. */
  readonly patientWords: string;
  /** In the order in which they are to be tried. */
  readonly steps: readonly string[];
  readonly action: TroubleAction;
  /** Where there are two ways on. */
  readonly otherAction?: TroubleAction;
  /** What to charge, where the counter may have to go on without an answer. */
  readonly charge?: string;
  /** Where the center explains it. */
  readonly help?: string;
  /** What the support desk asks for. */
  readonly reference?: string;
};
