/** A change on its way: one official proposes it, another makes it true. Nothing here knows what the change is about. */

export const proposalStates = {
  proposed: "確認待ち",
  confirmed: "確認済み",
  withdrawn: "取下げ",
} as const;
export type ProposalState = keyof typeof proposalStates;

/** Every event that a state knows; what is not here cannot happen. */
export const proposalTransitions: Readonly<
  Record<ProposalState, Readonly<Partial<Record<"confirm" | "withdraw", ProposalState>>>>
> = {
  proposed: { confirm: "confirmed", withdraw: "withdrawn" },
  confirmed: {},
  withdrawn: {},
};

type ProposalFacts = {
  readonly state: ProposalState;
  readonly needsTwo: boolean;
  readonly proposedBy: string;
};

/** What may stand against any proposal; a subject adds its own. */
export type ProposalRefusal =
  | "not-found"
  | "not-open"
  | "proposed-by-you"
  /** Something else came in between: what was compared is no longer what holds. */
  | "outdated"
  | "already-proposed";

export const proposalRefusals = {
  "not-open": "この提案は、もう決まったか、取り下げられています。",
  "proposed-by-you": "あなたの提案です。ほかの職員が確かめてください。",
  outdated:
    "提案した後に、元の内容が変わりました。取り下げて、いまの内容から提案し直してください。",
  "already-proposed": "確認を待つ提案があります。先にそれを決めてください。",
} as const satisfies Record<Exclude<ProposalRefusal, "not-found">, string>;

export const can = {
  /** Four eyes: whoever proposed it does not confirm it. */
  confirm(
    official: { readonly id: string },
    { state, needsTwo, proposedBy }: ProposalFacts,
  ): true | "not-open" | "proposed-by-you" {
    if (!proposalTransitions[state].confirm) return "not-open";

    return needsTwo && proposedBy === official.id ? "proposed-by-you" : true;
  },

  /** By whoever sees that it is wrong; the proposer included. */
  withdraw({ state }: Pick<ProposalFacts, "state">): true | "not-open" {
    return proposalTransitions[state].withdraw ? true : "not-open";
  },
};
