export type { ConfigInput } from "./config.ts";
export { carryRenewals, takeInFeed, takeInRenewals } from "./coverage/index.ts";
export type { CarryCounts, FeedOutcome, FeedProgress, NoticeOutcome } from "./coverage/index.ts";
export { distribution } from "./distribution.ts";
export { createCenter, migrationsDirectory } from "./server.ts";
export type { RunningCenter } from "./server.ts";
export { stylesHref } from "./shell/assets.ts";
export { recountAll } from "./statistics/index.ts";
export * as seeding from "./seeding.ts";
