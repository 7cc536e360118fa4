export * as procedureDeeds from "./deeds.ts";
export { procedureJobs, PROCEDURES_CRONTAB } from "./jobs.ts";
export { registerProcedureOffice } from "./office.tsx";
export { procedureQueue } from "./office/queue.tsx";
export { registerProcedurePages } from "./portal.tsx";
export { findProcedure, insertEvent as insertProcedureEvent, insertProcedure } from "./store.ts";
export { transitions as procedureTransitions } from "./rules.ts";
