export {
  facilityKindName,
  facilityKindOptions,
  isFacilityKind,
  readFacilityCode,
} from "./rules.ts";
export type { FacilityKind } from "./rules.ts";
export {
  findAlike,
  findFacility,
  findFacilityByCode,
  insertFacility,
  setGoLiveOn,
} from "./store.ts";
export type { Facility } from "./store.ts";
