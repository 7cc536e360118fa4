/** A decision between its making and its effect: for a few minutes it can be taken back, and nobody outside has heard of it. */
import { Temporal } from "temporal-polyfill";
import { may } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { AuditActor } from "../../audit/index.ts";

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

/** Null: a rule decided. */
type Decider = { readonly officialId: string | null; readonly rule: string | null };

/** By whoever decided; what a rule decided, by anybody who handles cases. */
export function canUndo(
  official: Pick<OfficialActor, "id" | "rights">,
  held: Decider & {
    readonly state: HeldState;
    readonly effectiveAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): true | UndoRefusal {
  if (!heldTransitions[held.state].undo || Temporal.Instant.compare(now, held.effectiveAt) >= 0) {
    return "too-late";
  }

  const isTheirs =
    held.officialId === null ? may(official, "cases.handle") : held.officialId === official.id;

  return isTheirs ? true : "not-yours";
}

/** As the record names whoever decided. */
export function deciderOf({ officialId, rule }: Decider): AuditActor {
  return officialId === null
    ? { kind: "system", id: rule ?? "rule" }
    : { kind: "official", id: officialId };
}

/** How many are missing, of how many. Whoever approved counts once. */
export function missingApprovers(
  needed: number,
  given: readonly { readonly officialId: string }[],
): number {
  return Math.max(0, needed - new Set(given.map(({ officialId }) => officialId)).size);
}
