export { registerHomePages } from "./home.tsx";
export { registerOnboardingOffice } from "./office.tsx";
export { registerUsageApplicationPages } from "./portal.tsx";
