/** What the worker does for the desk. */
import type { JobHandlers } from "@madoguchi/platform";
import type { Center } from "../center.ts";
import { remindOfCorrections } from "./actions/remind.ts";
import { takeEffects } from "./actions/settle.ts";
import type { Queue } from "./queue.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "remind-of-corrections": Record<string, unknown>;
    "take-decision-effects": Record<string, unknown>;
  }
}

/**
 * Reminders in the morning, and each hour until the evening in Tokyo: what one hour missed the next one finds. UTC.
 * Decisions each minute.
 */
export const DESK_CRONTAB = [
  "20 0-9 * * * remind-of-corrections ?id=remind-of-corrections&max=3&jobKey=remind-of-corrections",
  "* * * * * take-decision-effects ?id=take-decision-effects&max=3&jobKey=take-decision-effects",
].join("\n");

export function deskJobs(
  center: Pick<Center, "config" | "db" | "clock">,
  queues: readonly Queue[],
): Pick<JobHandlers, "remind-of-corrections" | "take-decision-effects"> {
  return {
    "remind-of-corrections": () => remindOfCorrections(center, queues),
    "take-decision-effects": () => takeEffects(center, queues),
  };
}
