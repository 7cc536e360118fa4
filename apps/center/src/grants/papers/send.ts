/** The papers of an application, for both counters. */
import { ProblemError, sendPdf } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import type { Center } from "../../center.ts";
import { breakdownPaper } from "./breakdown.ts";
import { decisionLetter } from "./decision-letter.ts";
import { keptPaper } from "./kept.ts";
import { revocationLetter } from "./revocation-letter.ts";
import { submissionReceipt } from "./submission-receipt.ts";
import { draftContent } from "../record.ts";
import type { GrantRecord } from "../record.ts";

export async function sendDecisionLetter(
  reply: FastifyReply,
  center: Center,
  { decision, submissions, programme }: GrantRecord,
): Promise<FastifyReply> {
  const submission = submissions.find(({ id }) => id === decision?.submissionId);
  if (!decision?.number || !submission) {
    throw new ProblemError("not-found");
  }
  const { number } = decision;

  return sendPdf(
    reply,
    "inline",
    `交付決定通知_${number.replace(" ", "_")}.pdf`,
    await keptPaper(center, "decision-letter", decision.applicationId, () =>
      decisionLetter({ decision: { ...decision, number }, submission, programme }),
    ),
  );
}

export async function sendRevocationLetter(
  reply: FastifyReply,
  center: Center,
  { decision, revocation, submissions, programme }: GrantRecord,
): Promise<FastifyReply> {
  const submission = submissions.find(({ id }) => id === decision?.submissionId);
  if (!decision || !submission || !revocation?.number) {
    throw new ProblemError("not-found");
  }

  return sendPdf(
    reply,
    "inline",
    `交付決定取消通知_${revocation.number.replace(" ", "_")}.pdf`,
    await keptPaper(center, "revocation-letter", decision.applicationId, () =>
      revocationLetter({ decision, revocation, submission, programme }),
    ),
  );
}

/** Of the newest submission. */
export async function sendSubmissionReceipt(
  reply: FastifyReply,
  center: Center,
  { submission, programme }: GrantRecord,
): Promise<FastifyReply> {
  if (!submission) {
    throw new ProblemError("not-found");
  }

  return sendPdf(
    reply,
    "inline",
    "補助金申請受付票.pdf",
    await keptPaper(center, "submission-receipt", submission.id, () =>
      submissionReceipt(submission, programme),
    ),
  );
}

/** @param view `submitted` is what officials see; `latest` is the facility's own, also while it still writes */
export async function sendBreakdown(
  reply: FastifyReply,
  center: Center,
  record: GrantRecord,
  view: "latest" | "submitted",
): Promise<FastifyReply> {
  const { application, facility, programme, submission } = record;
  const now = center.clock.now();
  const editing =
    view === "latest" && (application.state === "draft" || application.state === "returned");
  const draft = editing ? draftContent(record, now).lines : null;
  const lines = draft ?? submission?.lines;
  if (!lines) {
    throw new ProblemError("not-found");
  }

  const draw = () =>
    breakdownPaper({
      programme,
      lines,
      prefectureCode: facility.prefectureCode,
      facilityCode: submission?.facilityCode ?? facility.code,
      facilityName: submission?.facilityName ?? facility.name,
      founder: submission?.founder ?? facility.founder,
      at: draft ? now : (submission?.submittedAt ?? now),
    });
  const pdf =
    submission && !draft ? await keptPaper(center, "breakdown", submission.id, draw) : await draw();

  return sendPdf(reply, "inline", "領収書内訳書.pdf", pdf);
}
