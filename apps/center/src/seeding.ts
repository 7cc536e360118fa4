/** What filling a database by hand needs of the nouns: for the demo, for tests and for benches. Each runs in the caller's transaction. */
export { auditAll } from "./audit/index.ts";
export type { DatedEntry } from "./audit/index.ts";
export {
  findAccountByMail,
  insertAccount,
  insertConfirmedTotp,
  insertMembership,
  insertOfficial,
} from "./accounts/index.ts";
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
export {
  insertCheckRecords,
  installSurfaceRoots,
  installTrust,
  listFreshness,
} from "./eligibility/index.ts";
export type { CheckRecord } from "./eligibility/index.ts";
export {
  countMaster,
  findFacilityByCode,
  insertCorrections,
  insertFacility,
  insertMaster,
} from "./facilities/index.ts";
export type { MasterRecord } from "./facilities/index.ts";
export { seedProgrammes, seedSubmittedGrant } from "./grants/index.ts";
export { seedNoticeProposal, seedNotices } from "./library/index.ts";
export { countFailure, setStopped } from "./mails/index.ts";
export { insertClosing } from "./master/index.ts";
export { findProcedure, insertProcedure, insertProcedureEvent } from "./procedures/index.ts";
export { insertAppAccount, insertTerminal, seedTerminal } from "./terminals/index.ts";
export { insertInquiry, insertMessage } from "./inquiries/index.ts";
export {
  insertApplication,
  insertApplicationEvent,
  insertStraightTerms,
  insertTick,
  judgeDrawn,
  putDeviceChoice,
} from "./onboarding/index.ts";
export { setPatients } from "./statistics/index.ts";
