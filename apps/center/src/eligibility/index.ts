export { installTrust, listFreshness } from "./actions/install-trust.ts";
export { registerEligibilityApi } from "./api.ts";
export { firstCheckAt } from "./store/checks.ts";
export { installSurfaceRoots } from "./surface-trust.ts";
export { registerRevocationOffice } from "./upkeep/office.tsx";
export { fetchLists, REVOCATION_CRONTAB } from "./upkeep/refresh.ts";
