/** Which checks made without the center are still taken, and from whom. */
import { CLOCK_TOLERANCE_SECONDS, decodeOfflineContext } from "@madoguchi/contract";
import type { OfflineContext, ProblemSlug } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import type { TerminalActor } from "../../terminals/index.ts";

export type OfflineRefusal = Extract<ProblemSlug, `offline-${string}`>;

/** How long what was answered can be said again. A device that lost power asks within days. */
export const RESULT_DAYS = 31;

type Reading =
  | { readonly kind: "ours"; readonly checkedAt: Temporal.Instant }
  | { readonly kind: "refused"; readonly reason: OfflineRefusal };

/** What the card signed must name this facility, this terminal and this entry, and a moment of the last days. */
export function readOffline(
  { entryId, context: bytes }: { readonly entryId: string; readonly context: Uint8Array },
  actor: Pick<TerminalActor, "id" | "facilityCode">,
  now: Temporal.Instant,
  days: number,
): Reading {
  const context = decodeOfflineContext(bytes);
  if (!context || !isFor(context, entryId, actor)) {
    return { kind: "refused", reason: "offline-foreign" };
  }
  const checkedAt = Temporal.Instant.from(context.checkedAt);
  if (Temporal.Instant.compare(checkedAt, now.add({ seconds: CLOCK_TOLERANCE_SECONDS })) > 0) {
    return { kind: "refused", reason: "offline-from-future" };
  }
  if (Temporal.Instant.compare(checkedAt, now.subtract({ hours: 24 * days })) < 0) {
    return { kind: "refused", reason: "offline-too-old" };
  }

  return { kind: "ours", checkedAt };
}

function isFor(
  context: OfflineContext,
  entryId: string,
  { id, facilityCode }: Pick<TerminalActor, "id" | "facilityCode">,
): boolean {
  return (
    context.entryId === entryId &&
    context.terminalId === id &&
    context.facilityCode === facilityCode
  );
}
