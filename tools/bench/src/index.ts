/** Measurements against ceilings taken in the same run. One file a bench; the command `bench` prints what it returns. */
import type { Bench } from "./result.ts";

export type { BenchResult } from "./result.ts";

export const benches: Readonly<Record<string, Bench>> = {
  bulk: async () => (await import("./bulk.ts")).benchBulk(),
  card: async () => (await import("./card.ts")).benchCard(),
  check: async () => (await import("./check.ts")).benchCheck(),
  desk: async () => (await import("./desk.ts")).benchDesk(),
  feeds: async () => (await import("./feeds.ts")).benchFeeds(),
  grants: async () => (await import("./grants.ts")).benchGrants(),
  lighthouse: async () => (await import("./lighthouse.ts")).benchLighthouse(),
  pages: async () => (await import("./pages.ts")).benchPages(),
  queue: async () => (await import("./queue.ts")).benchQueue(),
  scale: async () => (await import("./scale.ts")).benchScale(),
  trust: async () => (await import("./trust.ts")).benchTrust(),
  "trust-mutation": async () => (await import("./trust-mutation.ts")).benchTrustMutation(),
};
