export { confirm, propose, withdraw } from "./actions.ts";
export type { Proposed, Subject } from "./actions.ts";
export { registerProposalDeeds } from "./deeds.ts";
export { ProposalDecision, ProposalStanding, ProposalWaits } from "./office.tsx";
export { proposalRefusals, proposalTransitions } from "./rules.ts";
export type { ProposalRefusal } from "./rules.ts";
export { findProposal, insertProposal, openProposals } from "./store.ts";
export type { Proposal } from "./store.ts";
