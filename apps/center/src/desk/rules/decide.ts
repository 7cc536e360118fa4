/** Who may decide what of a case, whatever kind it is. */
import type { Temporal } from "temporal-polyfill";
import { may } from "../../accounts/index.ts";
import type { OfficeRight, OfficialActor } from "../../accounts/index.ts";
import { isOver } from "./returns.ts";

export type DecisionAction = "approve" | "return" | "refuse";

/** To give back for mending is no decision of the end. */
export const decisionRights = {
  approve: "cases.decide",
  return: "cases.handle",
  refuse: "cases.decide",
} as const satisfies Record<DecisionAction, OfficeRight>;

export type DecisionRefusal = "no-right" | "wrong-state" | "correction-still-possible";

/**
 * @param standing.isPossible whether its state knows the action
 * @param standing.deadline of the correction that is waited for; null where none is
 */
export function mayDecide(
  actor: Pick<OfficialActor, "rights">,
  action: DecisionAction,
  standing: { readonly isPossible: boolean; readonly deadline: Temporal.Instant | null },
  now: Temporal.Instant,
): true | DecisionRefusal {
  if (!may(actor, decisionRights[action])) return "no-right";
  if (!standing.isPossible) return "wrong-state";

  return standing.deadline && !isOver(standing.deadline, now) ? "correction-still-possible" : true;
}
