/**
 * What the card signs.
 *
 * A card with a verified PIN signs any digest it is given, so the signed bytes must say what they are for:
 * the center writes this context, the terminal hashes it, the card signs the hash. Nothing in it is chosen
 * by the client, and a signature made for one facility, terminal or purpose is worth nothing for another.
 */
import { z } from "zod";

/** What a check rests on: 暗証番号, or 目視 (the photo in the chip compared with the person). */
export const checkPurposes = ["pinCheck", "visualCheck"] as const;
export type CheckPurpose = (typeof checkPurposes)[number];

/** What a card may sign for: a check, or with its PIN the holder's consent to 保険証利用登録 and the check that follows at once. */
export const challengePurposes = [...checkPurposes, "firstUse"] as const;
export type ChallengePurpose = (typeof challengePurposes)[number];

export const checkContextSchema = z.strictObject({
  protocol: z.literal("madoguchi/check/v1"),
  purpose: z.enum(challengePurposes),
  facilityCode: z.string(),
  terminalId: z.uuid(),
  challengeId: z.uuid(),
  /** 256 random bits, base64url. */
  nonce: z.string().length(43),
  /** RFC 3339, UTC. */
  issuedAt: z.string(),
});
export type CheckContext = z.infer<typeof checkContextSchema>;

/** The signed bytes: JSON with the members in this order, no spaces, UTF-8. All values are plain ASCII strings. */
export function encodeContext(context: CheckContext): Uint8Array<ArrayBuffer> {
  const { protocol, purpose, facilityCode, terminalId, challengeId, nonce, issuedAt } = context;

  return new TextEncoder().encode(
    JSON.stringify({ protocol, purpose, facilityCode, terminalId, challengeId, nonce, issuedAt }),
  );
}

/** How long a challenge may be answered after it was issued, in seconds. Comparing a photo with a person takes its time. */
export const challengeSeconds = {
  pinCheck: 120,
  visualCheck: 300,
  firstUse: 120,
} as const satisfies Record<ChallengePurpose, number>;
