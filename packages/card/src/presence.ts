/** How a chip proves that it is there: it signs SHA-256(challenge) with the key of its face record, for which no number is needed. */
import { concatBytes } from "./hex.ts";
import { currentCard, type CardProfile } from "./profile.ts";
import { verifiesPkcs1, type RsaPublicKey } from "./rsa.ts";

/** What the card is given to pad and sign. */
export async function presenceMessage(
  challenge: Uint8Array,
  { signature: { digestInfoPrefix, algorithm } }: CardProfile,
): Promise<Uint8Array> {
  const hash = await crypto.subtle.digest(algorithm.hash, new Uint8Array(challenge));
  return concatBytes([digestInfoPrefix, new Uint8Array(hash)]);
}

/** Says whose card it was only together with a face record that is `verified` and holds this key. */
export async function provesPresence(
  { challenge, signature }: { readonly challenge: Uint8Array; readonly signature: Uint8Array },
  cardKey: RsaPublicKey,
  profile: CardProfile = currentCard,
): Promise<boolean> {
  return verifiesPkcs1(cardKey, await presenceMessage(challenge, profile), signature);
}
