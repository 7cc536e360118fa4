/** What filling a database by hand needs of the nouns: for the demo, for tests and for benches. Each runs in the caller's transaction. */
export { insertAccount } from "./accounts/index.ts";
export {
  checkOverlapsOnce,
  countPeople,
  indexOnce,
  insertCoverages,
  insertInsurers,
  insertPeople,
  insuredUnder,
  linkCertificates,
} from "./coverage/index.ts";
export type { CoverageRow, InsurerDetails, PersonRow } from "./coverage/index.ts";
export { installSurfaceRoots, installTrust, listFreshness } from "./eligibility/index.ts";
export {
  countMaster,
  findFacilityByCode,
  insertFacility,
  insertMaster,
} from "./facilities/index.ts";
export type { MasterRecord } from "./facilities/index.ts";
export { seedProgrammes } from "./grants/index.ts";
export { seedNotices } from "./library/index.ts";
export { insertAppAccount, insertTerminal, seedTerminal } from "./terminals/index.ts";
