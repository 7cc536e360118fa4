export { procedureJobs, PROCEDURES_CRONTAB } from "./jobs.ts";
export { registerProcedureOffice } from "./office.tsx";
export { registerProcedurePages } from "./portal.tsx";
