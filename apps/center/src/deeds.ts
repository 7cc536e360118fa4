/** What people do, without the pages on which they do it: whoever plays all of them goes through no other door than the pages do. */
export { accountDeeds } from "./accounts/index.ts";
export { coverageDeeds } from "./coverage/index.ts";
export { deskDeeds } from "./desk/index.ts";
export { eligibilityDeeds } from "./eligibility/index.ts";
export { grantDeeds } from "./grants/index.ts";
export { inquiryDeeds } from "./inquiries/index.ts";
export { libraryDeeds } from "./library/index.ts";
export { masterDeeds } from "./master/index.ts";
export { onboardingDeeds } from "./onboarding/index.ts";
export { procedureDeeds, procedureQueue } from "./procedures/index.ts";
export { confirm, findProposal, propose, withdraw } from "./proposals/index.ts";
export { terminalDeeds } from "./terminals/index.ts";
export { forgetDeliveries, workOnDelivery } from "./coverage/index.ts";
