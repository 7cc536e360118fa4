export * as libraryDeeds from "./deeds.ts";
export { LIBRARY_CRONTAB, libraryJobs } from "./mailing.tsx";
export { registerLibrary } from "./library.tsx";
export { seedNoticeProposal, seedNotices } from "./seed.ts";
export type { Library } from "./library.tsx";
