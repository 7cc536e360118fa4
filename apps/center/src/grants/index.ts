export { seedSubmittedGrant } from "./demo.ts";
export { registerGrantOffice } from "./office.tsx";
export { registerGrantPages } from "./portal.tsx";
export { seedProgrammes } from "./programmes.ts";
export { grantAmount } from "./rules/amount.ts";
export { rateText, untilText } from "./rules/programme.ts";
export type { Programme } from "./rules/programme.ts";
export { grantStanding, openProgramme } from "./standing.ts";
export type { GrantStanding } from "./standing.ts";
