export * as coverageDeeds from "./deeds.ts";
export { decideAsOf, decideBeforeAndNow } from "./as-of.ts";
export type { BeforeAndNow } from "./as-of.ts";
export { claimCertificate } from "./actions/claim-certificate.ts";
export {
  linkCertificate,
  renewCertificate,
  unlinkCertificate,
} from "./actions/link-certificate.ts";
export {
  correctPerson,
  registerPerson,
  resumePerson,
  suspendPerson,
} from "./actions/record-person.ts";
export { registerLinkOffice } from "./office.tsx";
export {
  forgetDeliveries,
  RESUME_CRONTAB,
  resumeDeliveries,
  workOnDelivery,
} from "./actions/work-on-delivery.ts";
export { registerInsurer } from "./actions/register-insurer.ts";
export {
  correctCoverage,
  endCoverage,
  moveCoverage,
  registerCoverage,
} from "./actions/write-coverage.ts";
export { registerFeedApi } from "./api.ts";
export { registerInsurerOffice } from "./office/insurer-office.ts";
export { takeInFeed } from "./feeds/take-in.ts";
export type { Feed, FeedOutcome, FeedProgress } from "./feeds/take-in.ts";
export { dayReader } from "./feeds/values.ts";
export { consentEnd, standingsOf, tellsCertificates, withhold } from "./rules/consents.ts";
export type { ConsentValidity, GivenConsent } from "./rules/consents.ts";
export { CARRY_CRONTAB, carryRenewals } from "./renewals/carry.ts";
export type { CarryCounts } from "./renewals/carry.ts";
export { takeInRenewals } from "./renewals/take-in.ts";
export type { NoticeOutcome } from "./renewals/take-in.ts";
export { decide } from "./rules/decide.ts";
export type { Decision, Person, RegistryOutcome } from "./rules/decide.ts";
export type { InsurerDetails } from "./rules/registry.ts";
export { consentsOf, putConsent, withdrawConsent } from "./store/consents.ts";
export { findInsured, insuredUnder } from "./store/insured.ts";
export type { InsuredQuestion } from "./store/insured.ts";
export { findInsurer, insertInsurers, searchInsurers } from "./store/insurers.ts";
export { isLinked, linkCertificates, whyUnlinked } from "./store/links.ts";
export { countPeople, findHolder, readKnown } from "./store/read.ts";
export type { AskedHolder, Holder } from "./store/read.ts";
export type { UnlinkReason } from "./store/tables.ts";
export { checkOverlapsOnce, indexOnce, insertCoverages, insertPeople } from "./store/write.ts";
export type { CoverageRow, PersonRow } from "./store/write.ts";
export { deliveryTransitions } from "./rules/deliveries.ts";
