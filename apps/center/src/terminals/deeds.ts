/** What people and devices do with app accounts, for whoever plays all of them. */
export { activate } from "./actions/activate.ts";
export { addAppAccounts } from "./actions/add-accounts.ts";
export { issueSetupInfo } from "./actions/issue-setup-info.ts";
export { appAccountsOf } from "./store/terminals.ts";
export { stateOf } from "./rules.ts";
export { setStopped } from "./actions/stop.ts";
export { minimumForm } from "./minimum/form.ts";
export { appMinimums } from "./minimum/subject.ts";
