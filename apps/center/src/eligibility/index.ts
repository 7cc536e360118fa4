export { registerEligibilityApi } from "./api.ts";
export { firstCheckAt } from "./store.ts";
export { installSurfaceRoots } from "./surface-trust.ts";
export { installTrust } from "./trust.ts";
