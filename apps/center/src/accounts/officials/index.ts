export { inviteFirstAdministrator } from "./actions.ts";
export { registerOfficialPages } from "./office.tsx";
