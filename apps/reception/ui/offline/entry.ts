/** What the card is to sign while nobody is there to ask: this terminal's own words, for this one check. */
import { encodeOfflineContext, toBase64Url } from "@madoguchi/contract";
import type { Terminal } from "@madoguchi/contract";
import type { Temporal } from "temporal-polyfill";

export type OfflineChallenge = {
  readonly entryId: string;
  readonly checkedAt: string;
  readonly context: Uint8Array<ArrayBuffer>;
};

export function newOfflineChallenge(
  { terminalId, facilityCode }: Pick<Terminal, "terminalId" | "facilityCode">,
  now: Temporal.Instant,
): OfflineChallenge {
  const entryId = timedId(now.epochMilliseconds);
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const checkedAt = now.toString({ smallestUnit: "millisecond" });
  const context = encodeOfflineContext({ facilityCode, terminalId, entryId, nonce, checkedAt });

  return { entryId, checkedAt, context };
}

/** UUIDv7 (RFC 9562): those made later sort later. */
function timedId(milliseconds: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(milliseconds / 0x10000));
  view.setUint16(4, milliseconds % 0x10000);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
