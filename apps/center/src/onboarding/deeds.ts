/** What people do with usage applications, for whoever plays all of them. */
export { saveDraft, submitApplication } from "./actions/apply.ts";
export { decide } from "./actions/decide.ts";
export { straightTerms } from "./straight/actions.ts";
export { currentApplication } from "./store/applications.ts";
