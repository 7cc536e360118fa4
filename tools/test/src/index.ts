export {
  holdSlot,
  slots,
  startPcscd,
  type CardSlot,
  type Pcscd,
  type VirtualSlot,
} from "./pcscd.ts";
export { emptyDatabase, freshDatabase, type FreshDatabase } from "./database.ts";
export {
  CHROMIUM_FLAGS,
  expectNoAxeViolations,
  launchBrowser,
  sidewaysOverflow,
} from "./browser.ts";
export { heicPhoto } from "./heic-photo.ts";
export { openCounter, type Counter } from "./counter.ts";
export { issueSetup } from "./setup.ts";
export { CITUS_STAND_IN } from "./citus.ts";
export { losingOneAnswer } from "./lost-answer.ts";
export { startTestCenter, TEST_SECRET_KEY, type TestCenter } from "./center.ts";
export { Visitor, type Visit } from "./visitor.ts";
export {
  TEST_PASSWORD,
  addMember,
  addOfficial,
  codeFor,
  giveProof,
  official,
  registerFacility,
  signInHere,
  signInOfficial,
  type FacilityPerson,
} from "./people.ts";
export { expectGoodPage, takePictures } from "./look.ts";
export { drawingPicture, manualPicture } from "./manual-picture.ts";
export { keyboardUser, type KeyboardUser } from "./keyboard.ts";
export {
  findingsOf,
  statementsOf,
  withClient,
  type KeyFindings,
  type SentStatement,
} from "./sharding.ts";
export { obstacles } from "./obstacles.ts";
export { EICAR, startFakeClamd } from "./fake-clamd.ts";
export type { FakeClamd } from "./fake-clamd.ts";
export { startFaultProxy } from "./fault-proxy.ts";
export type { Fate, FaultProxy } from "./fault-proxy.ts";
export { insureCards } from "./insured-cards.ts";
export type { InsuredCards } from "./insured-cards.ts";
export { offlineRecords } from "./offline-records.ts";
export type { OfflineRecords } from "./offline-records.ts";
