/** What the worker does for accounts: the days of hand-overs come, and the hours of waiting for resets pass. */
import type { JobHandlers } from "@madoguchi/platform";
import type { Center } from "../center.ts";
import { takeDueHandovers } from "./actions/hand-over.ts";
import { takeDueResets } from "./factor-reset/index.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "take-hand-overs": Record<string, unknown>;
    "take-factor-resets": Record<string, unknown>;
  }
}

/** Hand-overs shortly after midnight in Tokyo, and each hour after it: what one night missed the next hour finds. */
export const ACCOUNT_CRONTAB = "2 * * * * take-hand-overs\n*/5 * * * * take-factor-resets";

export function accountJobs(
  center: Center,
): Pick<JobHandlers, "take-hand-overs" | "take-factor-resets"> {
  return {
    "take-hand-overs": () => takeDueHandovers(center),
    "take-factor-resets": () => takeDueResets(center),
  };
}
