/** What the worker does for accounts: the days of hand-overs come. */
import type { JobHandlers } from "@madoguchi/platform";
import type { Center } from "../center.ts";
import { takeDueHandovers } from "./actions/hand-over.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "take-hand-overs": Record<string, unknown>;
  }
}

/** Shortly after midnight in Tokyo, and each hour after it: what one night missed the next hour finds. */
export const HANDOVER_CRONTAB = "2 * * * * take-hand-overs";

export function handoverJobs(center: Center): Pick<JobHandlers, "take-hand-overs"> {
  return { "take-hand-overs": () => takeDueHandovers(center) };
}
