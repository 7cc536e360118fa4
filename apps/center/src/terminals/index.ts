export * as terminalDeeds from "./deeds.ts";
export { issueAppAccount } from "./actions/issue-account.ts";
export { stopAppAccounts } from "./actions/stop-accounts.ts";
export { registerTerminalApi } from "./api.ts";
export { registerTerminalPages } from "./portal.tsx";
export { atTerminal } from "./rules.ts";
export type { TerminalActor } from "./rules.ts";
export { requireCurrentApp } from "./minimum/judge.ts";
export { registerMinimumOffice } from "./minimum/office.tsx";
export { seedTerminal } from "./seed.ts";
export {
  insertAppAccount,
  insertTerminal,
  terminalStanding,
  usableAccounts,
} from "./store/terminals.ts";
export type { TerminalStanding } from "./store/terminals.ts";
export { verifyTerminal, verifyUpload } from "./verify.ts";
export { appAccountTransitions } from "./rules.ts";
