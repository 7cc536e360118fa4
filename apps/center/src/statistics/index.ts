export { countActivity, recountAll, STATISTICS_CRONTAB } from "./actions/recount.ts";
export { registerDashboard } from "./dashboard/office.tsx";
export { registerOpenStatistics } from "./open-pages.tsx";
export { registerStatisticsPages } from "./portal.tsx";
export { setPatients } from "./store/patients.ts";
