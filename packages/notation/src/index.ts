/** How Japan writes things: institution and insurer numbers, dates and eras, names, width, yen. */
export * from "./age-band.ts";
export * from "./billing.ts";
export * from "./check-digit.ts";
export * from "./clock.ts";
export * from "./era.ts";
export * from "./facility-code.ts";
export * from "./insured-number.ts";
export * from "./insurer-number.ts";
export * from "./name.ts";
export * from "./phone.ts";
export * from "./postal.ts";
export * from "./prefecture.ts";
export * from "./registration-number.ts";
export * from "./result.ts";
export * from "./shift-jis.ts";
export * from "./text.ts";
export * from "./yen.ts";
