export { holdSlot, slots, startPcscd, type VirtualSlot } from "./pcscd.ts";
export { emptyDatabase, freshDatabase, type FreshDatabase } from "./database.ts";
export { CHROMIUM_FLAGS, expectNoAxeViolations, launchBrowser, sidewaysOverflow } from "./browser.ts";
