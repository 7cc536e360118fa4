export {
  codeName,
  facilityKindName,
  facilityKindOptions,
  facilityKinds,
  isFacilityKind,
  readFacilityCode,
} from "./rules/kinds.ts";
export type { FacilityKind } from "./rules/kinds.ts";
export {
  changesOf,
  detailFields,
  detailLabels,
  detailText,
  differencesOf,
} from "./rules/details.ts";
export type { DetailField, Details, Difference } from "./rules/details.ts";
export { readIdentity } from "./rules/identity.ts";
export type { FacilityIdentity } from "./rules/identity.ts";
export { isTarget, targetsFor } from "./rules/eligible.ts";
export type { Target } from "./rules/eligible.ts";
export { targetNames } from "./rules/eligible-words.ts";
export { standingNames, standingOn } from "./rules/standing.ts";
export type { Standing, StandingDates } from "./rules/standing.ts";
export { MasterSection, statedTargetName } from "./office.tsx";
export type { MasterComparison } from "./office.tsx";
export { proposeCorrections } from "./actions/propose-corrections.ts";
export {
  changeDetails,
  detailsOn,
  findAlike,
  findFacility,
  findFacilityByCode,
  findSuccessor,
  insertFacility,
  isCodeRegistered,
  nestedFacility,
  setGoLiveOn,
  setStanding,
  versionsOf,
} from "./store/facilities.ts";
export type { Facility, FacilityVersion } from "./store/facilities.ts";
export {
  compareWithMaster,
  countMaster,
  findMaster,
  insertMaster,
  masterVersions,
  searchMaster,
} from "./store/master.ts";
export type { MasterRecord, MasterVersion } from "./store/master.ts";
export { registerEligiblePages } from "./portal.tsx";
export { importFacilityList, takeInList } from "./actions/import-list.ts";
export type { FacilityList, ListOutcome } from "./actions/import-list.ts";
export { newestListOf, takenInLists } from "./store/lists.ts";
export type { Affected, Succession, TakenInList } from "./store/lists.ts";
export { isListKey, listColumns } from "./rules/listed.ts";
export type { ListKey } from "./rules/listed.ts";
export { insertCorrections } from "./store/corrections.ts";
