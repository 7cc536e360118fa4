/** Every night: what was needed for a while only, and still names people or opens doors, is deleted. */
import { forgetAttemptsBefore, forgetFailedJobsBefore, transaction } from "@madoguchi/platform";
import { deleteExpired, deleteRegistrationsBefore } from "./accounts/index.ts";
import { audit } from "./audit/index.ts";
import type { Center } from "./center.ts";
import { dropEndedClaims } from "./desk/index.ts";
import { deleteOldBulkFiles, forgetOfflineAnswers } from "./eligibility/index.ts";
import { forgetUploads } from "./grants/index.ts";
import { forgetInquiries } from "./inquiries/index.ts";
import { deleteSentMailsBefore } from "./mails/index.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    forget: Record<string, unknown>;
  }
}

/** 3:17 in Tokyo; the worker reckons in UTC. */
export const FORGET_CRONTAB = "17 18 * * * forget";

// Hours are what a limit looks back on at the most; days are for the call centre to answer why a link or a mail failed.
const ATTEMPT_HOURS = 24;
const REGISTRATION_DAYS = 7;
const FAILED_JOB_DAYS = 30;
/** Mail servers give up after five days; some are slower to say so. */
const SENT_MAIL_DAYS = 14;

export async function forget(center: Center): Promise<void> {
  const bulkInquiries = await deleteOldBulkFiles(center);
  const offlineAnswers = await forgetOfflineAnswers(center);
  const grantUploads = await forgetUploads(center);
  const guestInquiries = await forgetInquiries(center);
  await transaction(center.db, async (tx) => {
    const before = (hours: number) => center.clock.now().subtract({ hours });
    const sessions = await center.sessions.forgetEnded(tx);
    const attempts = await forgetAttemptsBefore(tx, before(ATTEMPT_HOURS));
    const registrations = await deleteRegistrationsBefore(tx, before(REGISTRATION_DAYS * 24));
    const expired = await deleteExpired(tx, center.clock.now());
    await dropEndedClaims(tx, center.clock.now());
    const sentMails = await deleteSentMailsBefore(tx, before(SENT_MAIL_DAYS * 24));
    const failedJobs = await forgetFailedJobsBefore(tx, before(FAILED_JOB_DAYS * 24));
    await audit(tx, center.clock, {
      action: "center.forgot",
      actor: { kind: "system", id: "forget" },
      facilityId: null,
      subject: { kind: "center", id: "center" },
      detail: {
        sessions,
        attempts,
        registrations,
        expired,
        sentMails,
        failedJobs,
        bulkInquiries,
        offlineAnswers,
        grantUploads,
        guestInquiries,
      },
    });
  });
}
