export * as deskDeeds from "./deeds.ts";
export { clearFromDesk, heldByOther } from "./actions/claims.ts";
export type { FacilityCase } from "./actions/claims.ts";
export { returnCase } from "./actions/returns.ts";
export { settle, settleByRule } from "./actions/settle.ts";
export type { Settled } from "./actions/settle.ts";
export type { Answer } from "./decision-form.ts";
export { DESK_CRONTAB, deskJobs } from "./jobs.ts";
export {
  callCenterLines,
  exampleRefusal,
  exampleReturn,
  refusalLines,
  returnLines,
} from "./letters.ts";
export type { Refusal, SaidReturn } from "./letters.ts";
export { deskOf, goOn, turnOf } from "./look.ts";
export type { Desk } from "./look.ts";
export { registerDesk } from "./office.tsx";
export { Approvals } from "./office/approvals.tsx";
export { registerDecisionRoutes } from "./office/decision-routes.tsx";
export { DecisionButtons } from "./office/decision-buttons.tsx";
export { DeskBar } from "./office/desk-bar.tsx";
export {
  CorrectionDeadline,
  Objection,
  RefusalReason,
  ReturnNotice,
  ReturnStory,
} from "./portal.tsx";
export type { Correction, Queue } from "./queue.ts";
export type { Claim } from "./rules/claims.ts";
export { mayDecide } from "./rules/decide.ts";
export type { DecisionAction, DecisionRefusal } from "./rules/decide.ts";
export type { ReturnPoint } from "./rules/returns.ts";
export { approvalsOf } from "./store/approvals.ts";
export type { Approval } from "./store/approvals.ts";
export { heldOf } from "./store/held.ts";
export type { Decision, Held } from "./store/held.ts";
export { reviewDays, termsOn } from "./store/terms.ts";
export { dropEndedClaims } from "./store/claims.ts";
export type { ItemSource } from "./store/matching.ts";
export {
  findReason,
  findReturn,
  insertReturn,
  openReturnOf,
  resolveReturn,
  withReasons,
} from "./store/returns.ts";
export type { Reason, Return, SaidPoint } from "./store/returns.ts";
export { CHANGED_MEANWHILE, heldByWords } from "./office/words.ts";
export { deciderOf, heldTransitions } from "./rules/held.ts";
