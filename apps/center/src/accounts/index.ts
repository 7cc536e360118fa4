export { asFacility, asOfficial, facilityActorOf } from "./guard.ts";
export { registerOfficeDoor } from "./office.tsx";
export { registerAccountPages } from "./portal.tsx";
export type { FacilityActor, OfficialActor } from "./rules.ts";
export { deleteRegistrationsBefore, insertAccount, mailsOfFacility } from "./store.ts";
