/** What can come of asking a card: values for what the card says, errors for what only the link or the program can do. */
import { LinkError } from "./transport.ts";

/** What the person at the counter waits for. */
export type Step = "reading" | "verifying" | "signing";

/** The card answered, but there is nothing to go on with. */
export type CardRefusal =
  | {
      readonly kind: "not-my-number-card";
      readonly reason: "no-jpki-application" | "no-authentication-certificate";
    }
  /** An answer no known card gives; `sw` is for the report to the support desk. */
  | { readonly kind: "unexpected"; readonly step: Step; readonly sw: number };

export type PinCounter =
  | { readonly kind: "tries-left"; readonly triesLeft: number }
  | { readonly kind: "locked" }
  /** Another program left its PIN verified: the counter is hidden and only power-off clears it. */
  | { readonly kind: "left-verified" };

export type AuthenticateResult =
  | {
      readonly kind: "signed";
      /** X.509 DER of the 利用者証明用 certificate. */
      readonly certificate: Uint8Array;
      /** RSASSA-PKCS1-v1_5 with SHA-256 over the challenge, 256 bytes. */
      readonly signature: Uint8Array;
    }
  | { readonly kind: "wrong-pin"; readonly triesLeft: number }
  | { readonly kind: "locked" }
  /** Nothing was sent: one more wrong PIN would lock the card, so the operator must insist. */
  | { readonly kind: "last-try"; readonly triesLeft: 1 }
  /** Nothing was sent: the PIN is not four digits, and the card would count it as wrong. */
  | { readonly kind: "malformed-pin" }
  | { readonly kind: "left-verified" }
  | CardRefusal;

/** The link broke while the card had the PIN: one try may be gone. Read the counter before the next; never send it again. */
export class VerifyInterruptedError extends LinkError {
  override readonly name = "VerifyInterruptedError";
}

/** Carries a CardRefusal out of nested steps; it does not leave this package. */
export class Refused extends Error {
  readonly refusal: CardRefusal;
  constructor(refusal: CardRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/** Turns a Refused back into the value it carries. */
export async function settle<T>(work: () => Promise<T>): Promise<T | CardRefusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** The card wants the PIN before it shows this file. It does not leave this package. */
export class PinFirst extends Error {}
