export { takeDueResets } from "./actions.ts";
export { registerFactorResetOffice } from "./office.tsx";
export { registerFactorResetPages } from "./portal.tsx";
