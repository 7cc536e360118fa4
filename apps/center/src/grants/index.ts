export { registerGrantOffice } from "./office.tsx";
export { registerGrantPages } from "./portal.tsx";
export { seedProgrammes } from "./programmes.ts";
export { grantStanding } from "./standing.ts";
export type { GrantStanding } from "./standing.ts";
