export { asFacility, asOfficial, facilityActorOf } from "./guard.ts";
export { mailFacility } from "./mail.ts";
export type { Letter } from "./mail.ts";
export { registerOfficeDoor } from "./office.tsx";
export { registerAccountPages } from "./portal.tsx";
export type { FacilityActor, OfficialActor } from "./rules.ts";
export { deleteRegistrationsBefore, insertAccount, movePeople } from "./store.ts";
