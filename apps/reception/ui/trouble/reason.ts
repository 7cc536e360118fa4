/** Everything that can keep a card from becoming an answer. */
import type { CardRefusal, LinkErrorCode } from "@madoguchi/card";
import type { Problem } from "@madoguchi/contract";

export type TroubleReason =
  | { readonly kind: "link"; readonly code: LinkErrorCode }
  /** The link broke while the card had the PIN: one try may be gone. */
  | { readonly kind: "verify-interrupted" }
  | { readonly kind: "locked" }
  /** Another program left its PIN verified, even after the card was powered off and asked again. */
  | { readonly kind: "left-verified" }
  | { readonly kind: "card"; readonly refusal: CardRefusal }
  | { readonly kind: "offline" }
  /** The center sent bytes to sign that are not for this facility, terminal and check. */
  | { readonly kind: "foreign-context" }
  | { readonly kind: "problem"; readonly problem: Problem };

/** What the one primary button of a trouble does. */
export type TroubleAction = "try-again" | "next-patient" | "register-again" | "reload";

export type Trouble = {
  readonly title: string;
  /** What happened and why. */
  readonly cause: string;
  /** What to say to the patient, word for word. */
  readonly patientWords: string;
  /** In the order in which they are to be tried. */
  readonly steps: readonly string[];
  readonly action: TroubleAction;
  /** What the support desk asks for. */
  readonly reference?: string;
};
