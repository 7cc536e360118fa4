/** A decision between its making and its effect: for a few minutes it can be taken back, and nobody outside has heard of it. */
import { Temporal } from "temporal-polyfill";

export type HeldState = "held" | "done" | "undone" | "dropped";

/** Every event of a decision that is held; what is not here cannot happen. */
export const heldTransitions: Readonly<
  Record<HeldState, Readonly<Partial<Record<"takeEffect" | "undo" | "drop", HeldState>>>>
> = {
  held: { takeEffect: "done", undo: "undone", drop: "dropped" },
  done: {},
  undone: {},
  dropped: {},
};

export type UndoRefusal = "not-yours" | "too-late";

/** By whoever decided. */
export function canUndo(
  official: { readonly id: string },
  held: {
    readonly state: HeldState;
    readonly officialId: string;
    readonly effectiveAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): true | UndoRefusal {
  if (!heldTransitions[held.state].undo || Temporal.Instant.compare(now, held.effectiveAt) >= 0) {
    return "too-late";
  }

  return held.officialId === official.id ? true : "not-yours";
}

/** How many are missing, of how many. Whoever approved counts once. */
export function missingApprovers(
  needed: number,
  given: readonly { readonly officialId: string }[],
): number {
  return Math.max(0, needed - new Set(given.map(({ officialId }) => officialId)).size);
}
