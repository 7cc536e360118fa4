export * as onboardingDeeds from "./deeds.ts";
export { registerHomePages } from "./home.tsx";
export { registerOnboardingOffice } from "./office.tsx";
export { usageApplicationQueue } from "./office/queue.tsx";
export { registerUsageApplicationPages } from "./portal.tsx";
export { registerPreparationPages } from "./preparation.tsx";
export { REMINDER_CRONTAB, reminderJobs } from "./reminders/actions.ts";
export { insertApplication, insertEvent as insertApplicationEvent } from "./store/applications.ts";
export {
  currentApplication,
  findApplication,
  lockApplication as holdApplication,
} from "./store/applications.ts";
export type { ApplicationTalk } from "./talk.ts";
export { carryOver } from "./store/carry-over.ts";
export { putDeviceChoice } from "./store/device-choice.ts";
export { straightJobs } from "./straight/actions.ts";
export { judgeDrawn } from "./straight/demo.ts";
export { insertTerms as insertStraightTerms } from "./straight/store.ts";
export { insertTick } from "./store/ticks.ts";
export { transitions as applicationTransitions } from "./rules.ts";
