/** What people do with procedures, for whoever plays all of them. */
export { decide } from "./actions/decide.ts";
export { submitProcedure, withdrawProcedure } from "./actions/submit.ts";
