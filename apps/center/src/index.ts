export type { ConfigInput } from "./config.ts";
export { takeInFeed } from "./coverage/index.ts";
export type { FeedOutcome, FeedProgress } from "./coverage/index.ts";
export { distribution } from "./distribution.ts";
export { createCenter, migrationsDirectory } from "./server.ts";
export type { RunningCenter } from "./server.ts";
export { stylesHref } from "./shell/assets.ts";
export * as seeding from "./seeding.ts";
