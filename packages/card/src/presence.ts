/** How a chip proves that it is there: it signs SHA-256(challenge) with the key of its face record, for which no number is needed. */
import { currentCard, type SurfaceProfile } from "./profile.ts";
import { verifiesPkcs1, type RsaPublicKey } from "./rsa.ts";
import { messageToSign } from "./signature.ts";

/** Says whose card it was only together with a face record that is `verified` and holds this key. */
export async function provesPresence(
  { challenge, signature }: { readonly challenge: Uint8Array; readonly signature: Uint8Array },
  cardKey: RsaPublicKey,
  surface: SurfaceProfile = currentCard.surface,
): Promise<boolean> {
  return verifiesPkcs1(cardKey, await messageToSign(surface.signature, challenge), signature);
}
