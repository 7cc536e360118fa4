export { confirm, propose, withdraw } from "./actions.ts";
export type { Proposed, Subject } from "./actions.ts";
export { ProposalDecision, ProposalStanding } from "./office.tsx";
export { proposalRefusals } from "./rules.ts";
export type { ProposalRefusal } from "./rules.ts";
export { findProposal, insertProposal, openProposals } from "./store.ts";
export type { Proposal } from "./store.ts";
export { proposalTransitions } from "./rules.ts";
