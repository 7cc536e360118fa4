/**
 * A check at a counter that cannot reach the center: the card verifies the PIN and signs a context that the terminal wrote. What was
 * signed is kept there and sent afterwards; the center then says what held at that moment, once for each entry however often it is sent.
 */
import { z } from "zod";
import { answerSchema } from "./answer.ts";
import { bytesSchema } from "./bytes.ts";
import { operated } from "./operator.ts";
import { problemSchema } from "./problem.ts";

const PROTOCOL = "madoguchi/offline-check/v1";
const PURPOSE = "offlineCheck";

/** As a check's own context, with the terminal's word for the time. No online check takes it, and no offline one takes the center's. */
export const offlineContextSchema = z.strictObject({
  protocol: z.literal(PROTOCOL),
  purpose: z.literal(PURPOSE),
  facilityCode: z.string().max(20),
  terminalId: z.uuid(),
  /** Made at the counter; the check's id ever after. */
  entryId: z.uuid(),
  /** 256 random bits, base64url. */
  nonce: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** By the terminal's clock, RFC 3339, UTC. */
  checkedAt: z.iso.datetime({ precision: 3 }),
});
export type OfflineContext = z.infer<typeof offlineContextSchema>;

/** The signed bytes: JSON with the members in this order, no spaces, UTF-8. All values are plain ASCII strings. */
export function encodeOfflineContext(
  context: Omit<OfflineContext, "protocol" | "purpose">,
): Uint8Array<ArrayBuffer> {
  const { facilityCode, terminalId, entryId, nonce, checkedAt } = context;
  const protocol = PROTOCOL;
  const purpose = PURPOSE;

  return new TextEncoder().encode(
    JSON.stringify({ protocol, purpose, facilityCode, terminalId, entryId, nonce, checkedAt }),
  );
}

/** Null for bytes that this function's counterpart would not have written. */
export function decodeOfflineContext(bytes: Uint8Array): OfflineContext | null {
  const text = new TextDecoder().decode(bytes);
  const parsed = offlineContextSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;

  return new TextDecoder().decode(encodeOfflineContext(parsed.data)) === text ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a card left at the counter: enough for whoever was not there. */
export const offlineEntrySchema = z.strictObject({
  entryId: z.uuid(),
  context: bytesSchema(1024),
  /** 利用者証明用電子証明書, DER. */
  certificate: bytesSchema(4096),
  /** Over SHA-256(context), or SHA-384 by the next generation's card. */
  signature: bytesSchema(512),
  /** At the moment of the check, not of the sending. */
  ...operated,
});
export type OfflineEntry = z.infer<typeof offlineEntrySchema>;

/** So many at a time: a request stays below what the center reads. */
export const OFFLINE_ENTRIES = 25;

export const offlineChecksRequestSchema = z.strictObject({
  /** In the order in which they were made. */
  entries: z.array(offlineEntrySchema).min(1).max(OFFLINE_ENTRIES),
});
export type OfflineChecksRequest = z.infer<typeof offlineChecksRequestSchema>;

/**
 * `answered` and `refused` are on record and stay as they are. `later`: nothing was decided or recorded, as the center itself does not
 * know enough; the same is to be sent again.
 */
export const offlineResultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("answered"), entryId: z.uuid(), answer: answerSchema }),
  z.object({ kind: z.literal("refused"), entryId: z.uuid(), problem: problemSchema }),
  z.object({ kind: z.literal("later"), entryId: z.uuid(), problem: problemSchema }),
]);
export type OfflineResult = z.infer<typeof offlineResultSchema>;

/** One for each entry, in their order. */
export const offlineChecksSchema = z.object({ results: z.array(offlineResultSchema) });
export type OfflineChecks = z.infer<typeof offlineChecksSchema>;

/** Whom the center trusts to issue cards: for a counter that will have to look by itself. */
export const trustAnchorsSchema = z.object({ anchors: z.array(bytesSchema(4096)).max(20) });
export type TrustAnchors = z.infer<typeof trustAnchorsSchema>;
