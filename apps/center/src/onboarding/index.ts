export { registerHomePages } from "./home.tsx";
export { registerOnboardingOffice } from "./office.tsx";
export { registerUsageApplicationPages } from "./portal.tsx";
export { registerPreparationPages } from "./preparation.tsx";
export { REMINDER_CRONTAB, reminderJobs } from "./reminders/actions.ts";
export { insertApplication, insertEvent as insertApplicationEvent } from "./store/applications.ts";
export { carryOver } from "./store/carry-over.ts";
export { putDeviceChoice } from "./store/device-choice.ts";
export { insertTick } from "./store/ticks.ts";
