export * as accountDeeds from "./deeds.ts";
export {
  asFacility,
  asFacilityWith,
  asOfficial,
  facilityActorOf,
  meantElsewhere,
} from "./guard.tsx";
export type { OfficeNeeds } from "./guard.tsx";
export { May } from "./may.tsx";
export { toOwnWork } from "./own-work.tsx";
export { inviteFirstAdministrator } from "./officials/index.ts";
export { sendId, sendResetLink } from "./actions/forgotten.ts";
export { insertConfirmedTotp } from "./actions/second-factor.ts";
export { ACCOUNT_CRONTAB, accountJobs } from "./jobs.ts";
export { mailFacilities, mailFacility } from "./mail.ts";
export { registerOfficeDoor } from "./office.tsx";
export { registerAccountPages } from "./portal.tsx";
export type { FacilityActor, OfficialActor } from "./rules.ts";
export { doors } from "./rules/doors.ts";
export type { Realm } from "./rules/doors.ts";
export { allOfficialRoles, may, officeRights, workingRoles } from "./rules/office-rights.ts";
export type { OfficeRight, OfficialRole } from "./rules/office-rights.ts";
export { rights } from "./rules/rights.ts";
export type { FacilityRole, Right } from "./rules/rights.ts";
export { deleteRegistrationsBefore, findAccountByMail, insertAccount } from "./store.ts";
export { deleteExpired } from "./store/forget.ts";
export { insertOfficial, officialsWith } from "./store/official-roles.ts";
export type { NamedOfficial } from "./store/official-roles.ts";
export { accountsNamed, namesOf } from "./store/names.ts";
export {
  colleaguesOf,
  copyMemberships,
  insertMembership,
  otherFacilitiesOf,
} from "./store/memberships.ts";
export { resetTransitions } from "./factor-reset/rules.ts";
export { roleTransitions } from "./officials/rules.ts";
