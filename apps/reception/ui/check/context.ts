import { checkContextSchema, encodeContext, fromBase64Url } from "@madoguchi/contract";
import type { Challenge, ChallengePurpose, Terminal } from "@madoguchi/contract";

/**
 * The bytes the card is to sign, or `null` when they are not what they must be: this facility's, this terminal's, this
 * challenge's, for this purpose, and nothing besides. A card signs whatever it is given, so the terminal looks first.
 */
export function readContext(
  challenge: Challenge,
  terminal: Pick<Terminal, "terminalId" | "facilityCode">,
  purpose: ChallengePurpose,
): Uint8Array<ArrayBuffer> | null {
  const bytes = fromBase64Url(challenge.context);
  const parsed = checkContextSchema.safeParse(parseJson(new TextDecoder().decode(bytes)));
  if (!parsed.success) return null;
  const context = parsed.data;
  const ours =
    context.purpose === purpose &&
    context.facilityCode === terminal.facilityCode &&
    context.terminalId === terminal.terminalId &&
    context.challengeId === challenge.challengeId;

  return ours && sameBytes(encodeContext(context), bytes) ? bytes : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
