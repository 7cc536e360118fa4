/** What the worker does for 一括照会. */
import type { JobHandlers } from "@madoguchi/platform";
import type { Center } from "../../center.ts";
import { resumeBulkInquiries, workOnBulkInquiry } from "./actions/work.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "resume-bulk-inquiries": Record<string, unknown>;
  }
}

/** Every minute. The jobs' own lock on a job would outlast a process that was killed by hours. */
export const BULK_CRONTAB = "* * * * * resume-bulk-inquiries";

const STALLED_SECONDS = 60;

export function bulkJobs(
  center: Center,
): Pick<JobHandlers, "work-bulk-inquiry" | "resume-bulk-inquiries"> {
  return {
    "work-bulk-inquiry": (key) => workOnBulkInquiry(center, key),
    "resume-bulk-inquiries": () => resumeBulkInquiries(center, STALLED_SECONDS),
  };
}
