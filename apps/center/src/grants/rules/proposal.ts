/** A version of a programme on its way: one official proposes it, another makes it true. */
import { Temporal } from "temporal-polyfill";

export const proposalStates = {
  proposed: "もう1人の確認待ち",
  confirmed: "確認済み",
  withdrawn: "取下げ",
} as const;
export type ProposalState = keyof typeof proposalStates;

type ProposalFacts = { readonly state: ProposalState; readonly proposedBy: string };

export type ProposalRefusal =
  | "not-found"
  | "not-open"
  | "proposed-by-you"
  /** Another version came in between: what was compared is no longer what holds. */
  | "outdated"
  /** Its first day is over or today: who applied this morning would have been judged otherwise. */
  | "too-late"
  | "not-after-newest"
  | "already-proposed"
  | "code-taken"
  /** Less than what has been promised already. */
  | "budget-promised";

export const canPropose = {
  /** @param newestFrom first day of the newest version; null for a new programme */
  startOn(
    effectiveFrom: Temporal.PlainDate,
    newestFrom: Temporal.PlainDate | null,
    today: Temporal.PlainDate,
  ): true | ProposalRefusal {
    if (Temporal.PlainDate.compare(effectiveFrom, today) <= 0) return "too-late";

    return newestFrom && Temporal.PlainDate.compare(effectiveFrom, newestFrom) <= 0
      ? "not-after-newest"
      : true;
  },

  /** Four eyes: whoever proposed it does not confirm it. */
  confirm(
    official: { readonly id: string },
    { state, proposedBy }: ProposalFacts,
  ): true | ProposalRefusal {
    if (state !== "proposed") return "not-open";

    return proposedBy === official.id ? "proposed-by-you" : true;
  },

  withdraw({ state }: Pick<ProposalFacts, "state">): true | ProposalRefusal {
    return state === "proposed" ? true : "not-open";
  },
};
