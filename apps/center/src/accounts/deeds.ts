/** What officials do with each other's roles, and with second factors that are lost, for whoever plays all of them. */
export {
  approveReset,
  checkReset,
  declineReset,
  startReset,
  stopReset,
  takeDueResets,
} from "./factor-reset/actions.ts";
export { findOpenReset } from "./factor-reset/store.ts";
export { agreeToRoles, declineRoles, proposeRoles, withdrawRoles } from "./officials/actions.ts";
export { officeRightsOf } from "./rules/office-rights.ts";
export { rightsOf } from "./rules/rights.ts";
