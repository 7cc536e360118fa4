import type { CardRefusal } from "./outcome.ts";
import type { CardTransport } from "./transport.ts";

/** What the terminal has established about the patient instead of the PIN. */
export type PinlessGround = "face-recognition" | "visual-check";

export type PinlessResult =
  | {
      readonly kind: "signed";
      /** X.509 DER of the 利用者証明用 certificate. */
      readonly certificate: Uint8Array;
      /** Over the challenge, as in `AuthenticateResult`. */
      readonly signature: Uint8Array;
    }
  /** The card does not accept this terminal. */
  | { readonly kind: "terminal-refused" }
  | CardRefusal;

/**
 * A signature of the 利用者証明用 key without the PIN (公的個人認証法第38条の4, 同法施行規則第64条の12). A port only: the card
 * grants it to terminals with a certificate and key that J-LIS issues, and the sequence is not public, so the one honest
 * implementation calls the official client software. Until there is one, 目視 rests on {@link SurfaceCard}, which
 * yields no JPKI signature; the virtual card has a stand-in of its own, `TestPinlessAuthorizer`, which no real card knows.
 */
export type PinlessAuthorizer = {
  /** @throws LinkError */
  sign(
    transport: CardTransport,
    request: {
      readonly challenge: Uint8Array;
      readonly ground: PinlessGround;
      readonly signal?: AbortSignal;
    },
  ): Promise<PinlessResult>;
};
