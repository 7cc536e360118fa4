/** What officials do: approve, return for correction, refuse. Each in one transaction with its audit row and mail. */
import { deadline, tokyoDate } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { transaction } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import {
  clearFromDesk,
  findReason,
  findReturn,
  heldByOther,
  resolveReturn,
} from "../../desk/index.ts";
import type { Answer, ReturnPoint } from "../../desk/index.ts";
import { approvedMail, refusedMail, returnedMail } from "../mails.ts";
import { recordOf } from "../record.ts";
import type { GrantRecord } from "../record.ts";
import { grantAmount } from "../rules/amount.ts";
import { can, completesApproval, isPart } from "../rules/application.ts";
import type { DecideRefusal } from "../rules/application.ts";
import { fiscalYear } from "../rules/programme.ts";
import { changeApplication, lockApplication } from "../store/applications.ts";
import { insertDecision, nextDecisionSerial } from "../store/decisions.ts";
import { insertPayment } from "../store/payments.ts";
import { insertApproval, insertReturn } from "../store/submissions.ts";
import type { Submission } from "../store/submissions.ts";
import { auditDeed } from "./audit-deed.ts";
import { commitMoney } from "./budget.ts";
import { documentNumber } from "./number.ts";
import { mailApplicant, mailedGrant } from "./submit.ts";

export type DecideResult =
  | "not-found"
  /** A correction came in, or a colleague decided, after the page was shown. */
  | "changed-elsewhere"
  /** A colleague works on it. */
  | "held-by-other"
  | DecideRefusal
  | "approval-counted"
  | "approved"
  | "returned"
  | "refused";

type Deed = (
  tx: Tx,
  record: GrantRecord,
  submission: Submission,
  now: Temporal.Instant,
) => Promise<DecideResult>;

/** A colleague's decision took the money between the look and the deed; nothing of this one stays. */
class TakenMeanwhile extends Error {}

const done = ["approval-counted", "approved", "returned", "refused"] as const;
export type Done = (typeof done)[number];

export function isDone(result: DecideResult): result is Done {
  return done.some((each) => each === result);
}

/** @param version of the application that the official saw */
async function decide(
  center: Center,
  official: OfficialActor,
  id: string,
  version: number,
  deed: Deed,
): Promise<DecideResult> {
  const deciding = transaction(center.db, async (tx): Promise<DecideResult> => {
    const now = center.clock.now();
    const application = await lockApplication(tx, id);
    const record = application && (await recordOf(tx, application, now));
    if (!record?.submission) {
      return "not-found";
    }

    if (record.application.version !== version) {
      return "changed-elsewhere";
    }
    const onDesk = { work: "grant", id } as const;
    if (await heldByOther(tx, official, onDesk, now)) {
      return "held-by-other";
    }
    const result = await deed(tx, record, record.submission, now);
    if (isDone(result)) {
      await clearFromDesk(tx, official, onDesk);
    }

    return result;
  });

  return deciding.catch((error: unknown) => {
    if (error instanceof TakenMeanwhile) return "budget-exhausted";
    throw error;
  });
}

/** The last approval needed decides; those before it are only counted. */
export async function approve(
  center: Center,
  official: OfficialActor,
  id: string,
  version: number,
): Promise<DecideResult> {
  return decide(center, official, id, version, async (tx, record, submission, now) => {
    const given = submission.approvals.map(({ officialId }) => officialId);
    const allowed = can.approve(official, record.application, given);
    if (allowed !== true) {
      return allowed;
    }
    const approvers = [...given, official.id];
    const isLast = completesApproval(record.programme, approvers);
    const { amountYen } = grantAmount(record.programme, submission.lines);
    const isLimited = record.programme.budgetYen !== null;
    if (isLast && isLimited && record.availableYen < amountYen) {
      return "budget-exhausted";
    }
    await insertApproval(tx, submission.id, { officialId: official.id, approvedAt: now });
    if (!isLast) {
      await changeApplication(tx, record.application, {}, now);
      await auditDeed(tx, center, official, record, "grant.approval-given", {
        approvals: approvers.length,
      });

      return "approval-counted";
    }
    await insertPayment(tx, id, 1, submission, amountYen, now);
    await changeApplication(tx, record.application, { state: "approved" }, now);
    // Last of all what every other approval waits for: the money, and the number after the one before.
    if (!(await commitMoney(tx, record.programme, id, amountYen, now))) {
      throw new TakenMeanwhile();
    }
    const year = fiscalYear(tokyoDate(now));
    const number = documentNumber(year, "第", await nextDecisionSerial(tx, year));
    await insertDecision(tx, {
      applicationId: id,
      submissionId: submission.id,
      kind: "approved",
      number,
      amountYen,
      reason: "",
      reasonCode: null,
      officialId: official.id,
      decidedAt: now,
    });
    await auditDeed(tx, center, official, record, "grant.approved", { amountYen, number });
    await mailApplicant(tx, record, approvedMail(mailedGrant(center, record), number, amountYen));

    return "approved";
  });
}

export async function returnForCorrection(
  center: Center,
  official: OfficialActor,
  id: string,
  version: number,
  points: readonly ReturnPoint[],
): Promise<DecideResult> {
  return decide(center, official, id, version, async (tx, record, submission, now) => {
    const allowed = can.return(record.application);
    if (allowed !== true) {
      return allowed;
    }
    const until = deadline(tokyoDate(now).add({ days: record.programme.correctionDays }));
    await insertReturn(tx, {
      facilityId: record.facility.id,
      applicationId: id,
      returned: {
        submissionId: submission.id,
        officialId: official.id,
        returnedAt: now,
        deadline: until,
        points,
      },
    });
    const returned = await findReturn(tx, submission.id);
    if (!returned) throw new Error(`the return of ${submission.id} was not kept`);
    await changeApplication(tx, record.application, { state: "returned" }, now);
    await auditDeed(tx, center, official, record, "grant.returned", {
      parts: points.flatMap(({ field }) => (isPart(field) ? [field] : [])).join(","),
    });
    await mailApplicant(tx, record, returnedMail(mailedGrant(center, record), returned));

    return "returned";
  });
}

export async function refuse(
  center: Center,
  official: OfficialActor,
  id: string,
  version: number,
  { code, reason }: Pick<Extract<Answer, { action: "refuse" }>, "code" | "reason">,
): Promise<DecideResult> {
  return decide(center, official, id, version, async (tx, record, submission, now) => {
    const allowed = can.refuse(record.standing, now);
    if (allowed !== true) {
      return allowed;
    }
    await insertDecision(tx, {
      applicationId: id,
      submissionId: submission.id,
      kind: "refused",
      number: null,
      amountYen: 0,
      reason,
      reasonCode: code,
      officialId: official.id,
      decidedAt: now,
    });
    await changeApplication(tx, record.application, { state: "refused" }, now);
    await resolveReturn(tx, { work: "grant", id }, now);
    const meaning = await findReason(tx, "grant", "refuse", code);
    await auditDeed(tx, center, official, record, "grant.refused");
    const refusal = { reason: meaning ?? null, text: reason };
    await mailApplicant(
      tx,
      record,
      refusedMail(mailedGrant(center, record), refusal, center.config.objection),
    );

    return "refused";
  });
}
