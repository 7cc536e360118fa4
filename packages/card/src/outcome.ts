/** What can come of asking a card: values for what the card says, errors for what only the link or the program can do. */
import { LinkError } from "./transport.ts";

/** What the person at the counter waits for. */
export type Step = "reading" | "verifying" | "signing";

/** What the card lacks. */
export type JpkiReason = "no-jpki-application" | "no-authentication-certificate";

/** The card answered, but there is nothing to go on with. */
export type CardRefusal<Reason = JpkiReason> =
  | { readonly kind: "not-my-number-card"; readonly reason: Reason }
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
      /**
       * Over the challenge, by the card's generation: RSASSA-PKCS1-v1_5 with SHA-256, 256 bytes, or ECDSA on P-384 with
       * SHA-384 as DER ECDSA-Sig-Value, at most 104.
       */
      readonly signature: Uint8Array;
    }
  | { readonly kind: "wrong-pin"; readonly triesLeft: number }
  | { readonly kind: "locked" }
  /** Nothing was sent: one more wrong PIN would lock the card, so the operator must insist. */
  | { readonly kind: "last-try"; readonly triesLeft: 1 }
  /** Nothing was sent: the PIN is not as many digits as the card's has, and the card would count it as wrong. */
  | { readonly kind: "malformed-pin" }
  | { readonly kind: "left-verified" }
  | CardRefusal;

/** The link broke while the card had the PIN: one try may be gone. Read the counter before the next; never send it again. */
export class VerifyInterruptedError extends LinkError {
  override readonly name = "VerifyInterruptedError";
}

/** What came of reading a counter and sending a secret number. */
export type Presentation =
  | { readonly kind: "verified" }
  | { readonly kind: "wrong"; readonly triesLeft: number }
  | { readonly kind: "locked" }
  | { readonly kind: "last-try"; readonly triesLeft: 1 }
  | { readonly kind: "left-verified" };

/** Carries a refusal out of nested steps; it does not leave this package. */
export class Refused extends Error {
  readonly refusal:
    | { readonly kind: "no-application" }
    | { readonly kind: "no-file" }
    | { readonly kind: "unexpected"; readonly step: Step; readonly sw: number };

  constructor(refusal: Refused["refusal"]) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/** Turns a Refused back into a value, with the names that the application's caller knows. */
export async function settle<T, Reason>(
  work: () => Promise<T>,
  reasons: { readonly application: Reason; readonly file: Reason },
): Promise<T | CardRefusal<Reason>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    switch (refusal.kind) {
      case "no-application":
        return { kind: "not-my-number-card", reason: reasons.application };
      case "no-file":
        return { kind: "not-my-number-card", reason: reasons.file };
      case "unexpected":
        return refusal;
    }
  }
}

/** The card wants the PIN before it shows this file. It does not leave this package. */
export class PinFirst extends Error {}
