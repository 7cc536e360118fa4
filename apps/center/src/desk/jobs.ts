/** What the worker does for the desk. */
import type { JobHandlers } from "@madoguchi/platform";
import type { Center } from "../center.ts";
import { remindOfCorrections } from "./actions/remind.ts";
import type { Queue } from "./queue.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "remind-of-corrections": Record<string, unknown>;
  }
}

/** In the morning, and each hour until the evening in Tokyo: what one hour missed the next one finds. UTC. */
export const DESK_CRONTAB =
  "20 0-9 * * * remind-of-corrections ?id=remind-of-corrections&max=3&jobKey=remind-of-corrections";

export function deskJobs(
  center: Center,
  queues: readonly Queue[],
): Pick<JobHandlers, "remind-of-corrections"> {
  return { "remind-of-corrections": () => remindOfCorrections(center, queues) };
}
