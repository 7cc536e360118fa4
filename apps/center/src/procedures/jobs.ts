/** What the worker does for procedures: their days come. */
import type { JobHandlers } from "@madoguchi/platform";
import type { Center } from "../center.ts";
import { takeDueEffects } from "./actions/take-effect.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "take-procedure-effects": Record<string, unknown>;
  }
}

/** Shortly after midnight in Tokyo, and each hour after it: what one night missed the next hour finds. */
export const PROCEDURES_CRONTAB = "1 * * * * take-procedure-effects";

export function procedureJobs(center: Center): Pick<JobHandlers, "take-procedure-effects"> {
  return { "take-procedure-effects": () => takeDueEffects(center) };
}
