export {
  asFacility,
  asFacilityWith,
  asOfficial,
  facilityActorOf,
  meantElsewhere,
} from "./guard.tsx";
export { sendId, sendResetLink } from "./actions/forgotten.ts";
export { insertConfirmedTotp } from "./actions/second-factor.ts";
export { ACCOUNT_CRONTAB, accountJobs } from "./jobs.ts";
export { mailFacilities, mailFacility } from "./mail.ts";
export type { Letter } from "./mail.ts";
export { registerOfficeDoor } from "./office.tsx";
export { registerAccountPages } from "./portal.tsx";
export type { FacilityActor, OfficialActor } from "./rules.ts";
export { doors } from "./rules/doors.ts";
export type { Realm } from "./rules/doors.ts";
export { rights } from "./rules/rights.ts";
export type { FacilityRole, Right } from "./rules/rights.ts";
export { deleteRegistrationsBefore, findAccountByMail, insertAccount } from "./store.ts";
export { deleteExpired } from "./store/forget.ts";
export { copyMemberships, insertMembership, otherFacilitiesOf } from "./store/memberships.ts";
