/** 「この機器は使えますか」: one test for every link, and its report. */
export type { SelfTestOptions } from "./bench.ts";
export type { PackageTool, ReaderDetail, ServiceDetail } from "./detail.ts";
export type {
  Ask,
  CenterFinding,
  StorageFinding,
  Finding,
  SelfTestEvent,
  StepName,
} from "./finding.ts";
export { askCenterAt } from "./center.ts";
export { type Grade, gradeWords, whoWords } from "./explanation.ts";
export { advance, nothingYet, type Progress } from "./progress.ts";
export { makeReport, type Report, type Surroundings } from "./report.ts";
export { reportText } from "./report-text.ts";
export { runSelfTest } from "./run.ts";
export {
  explain,
  judge,
  stepWords,
  type Verdict,
  type VerdictKind,
  verdictWords,
} from "./verdict.ts";
