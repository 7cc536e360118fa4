export { registerEligibilityApi } from "./api.ts";
export { firstCheckAt } from "./store.ts";
export { installTrust } from "./trust.ts";
