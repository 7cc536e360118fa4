/** 目視 from closed reader to closed reader, in a file of its own: a counter that asks for PINs does not load it. */
import { JpkiCard } from "./jpki.ts";
import type { CardRefusal } from "./outcome.ts";
import { presentTwice, withCard } from "./session.ts";
import {
  type PresenceResult,
  type ReadFaceResult,
  SurfaceCard,
  type SurfaceCardOptions,
} from "./surface.ts";
import type { ReaderPort } from "./transport.ts";
import { isNumberB } from "./verification-number.ts";

export type VisualCheck = SurfaceCardOptions & {
  readonly challenge: Uint8Array;
  /** 照合番号B, 14 ASCII digits; see `verificationNumberB`. Wiped. */
  readonly numberB: Uint8Array;
  readonly insistOnLastTry?: boolean;
};

type Read = Extract<ReadFaceResult, { kind: "read" }>;

export type VisualCheckResult =
  | Exclude<ReadFaceResult, Read>
  | CardRefusal
  /** The staff compare photo and person, and may only when the verdict is `verified` and the card `present`. */
  | (Read & {
      /** X.509 DER of the 利用者証明用 certificate: whom the center knows this card as. Free to read, it proves nothing. */
      readonly certificate: Uint8Array;
      readonly presence: PresenceResult;
    });

/**
 * One 目視 check from closed reader to closed reader: certificate, photo, who signed it, and the chip's presence; see
 * `SurfaceCard`. Nothing on the card ties its two applications together, so both are read over one exclusive link.
 * A card left verified is handled as in `checkPin`.
 * @throws LinkError; VerifyInterruptedError when a try may have been lost
 */
export async function checkVisually(
  port: ReaderPort,
  readerId: string,
  { challenge, numberB, insistOnLastTry = false, ...options }: VisualCheck,
): Promise<VisualCheckResult> {
  return presentTwice(numberB, options.signal, (digits) =>
    withCard(
      port,
      readerId,
      async (transport) => {
        if (!isNumberB(digits)) return { kind: "malformed-number" };
        const own = await new JpkiCard(transport, options).certificate();
        // Only a phone keeps its certificate behind the PIN, and a phone has nothing printed on it.
        if (own.kind === "pin-required")
          return { kind: "not-my-number-card", reason: "no-surface-application" };
        if (own.kind !== "certificate") return own;
        const card = new SurfaceCard(transport, options);
        const face = await card.readFace(digits, { insistOnLastTry });
        if (face.kind !== "read") return face;
        const presence = await card.provePresence(challenge, face.cardKey);
        return { ...face, certificate: own.certificate, presence };
      },
      options,
    ),
  );
}
