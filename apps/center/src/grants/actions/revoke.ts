/** Taking a decision back: one official proposes, another does it, and what was paid is asked back. */
import { tokyoDate } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { transaction } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { recordOf } from "../record.ts";
import type { GrantRecord } from "../record.ts";
import type { Cause } from "../rules/ledger.ts";
import { fiscalYear } from "../rules/programme.ts";
import { canRevoke, interestYen, REPAYMENT_DAYS } from "../rules/revocation.ts";
import type { RevokeRefusal } from "../rules/revocation.ts";
import { lockApplication } from "../store/applications.ts";
import { postMovements } from "../store/ledger.ts";
import { changePayments, lockPaymentsOf } from "../store/payments.ts";
import {
  changeRevocation,
  deleteProposal,
  insertRevocation,
  nextRevocationSerial,
} from "../store/revocations.ts";
import { demandMail, repaidMail, revokedMail } from "../mails.ts";
import { auditDeed } from "./audit-deed.ts";
import { documentNumber } from "./number.ts";
import { mailApplicant, mailedGrant } from "./submit.ts";
import { paymentTransitions } from "../rules/payment.ts";

export type RevokeResult =
  | "not-found"
  | "revocation-proposed"
  | "revocation-withdrawn"
  | "revoked"
  | "repayment-demanded"
  | "repayment-received"
  /** More than was decided, or less than all of what was not paid yet. */
  | "wrong-principal"
  | "received-too-early"
  | RevokeRefusal;

type Deed = (tx: Tx, record: GrantRecord, now: Temporal.Instant) => Promise<RevokeResult>;

async function withRecord(center: Center, id: string, deed: Deed): Promise<RevokeResult> {
  return transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const application = await lockApplication(tx, id);
    await lockPaymentsOf(tx, id);

    return application ? deed(tx, await recordOf(tx, application, now), now) : "not-found";
  });
}

export async function proposeRevocation(
  center: Center,
  official: OfficialActor,
  id: string,
  { reason, principalYen }: { readonly reason: string; readonly principalYen: number },
): Promise<RevokeResult> {
  return withRecord(center, id, async (tx, record, now) => {
    const payment = record.payments.at(-1) ?? null;
    const allowed = canRevoke.propose(payment, record.revocation);
    if (allowed !== true) return allowed;
    const amountYen = payment?.amountYen ?? 0;
    const whole = payment?.state !== "paid";
    if (principalYen > amountYen || (whole && principalYen !== amountYen)) {
      return "wrong-principal";
    }
    await insertRevocation(tx, {
      applicationId: id,
      reason,
      principalYen,
      proposedBy: official.id,
      proposedAt: now,
    });
    await auditDeed(tx, center, official, record, "grant.revocation-proposed", { principalYen });

    return "revocation-proposed";
  });
}

export async function withdrawProposal(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<RevokeResult> {
  return withRecord(center, id, async (tx, record) => {
    const allowed = canRevoke.withdraw(record.revocation);
    if (allowed !== true) return allowed;
    await deleteProposal(tx, id);
    await auditDeed(tx, center, official, record, "grant.revocation-withdrawn");

    return "revocation-withdrawn";
  });
}

export async function confirmRevocation(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<RevokeResult> {
  return withRecord(center, id, async (tx, record, now) => {
    const { revocation, programme } = record;
    const allowed = canRevoke.confirm(official, revocation);
    if (allowed !== true) return allowed;
    const payment = record.payments.at(-1);
    if (!revocation || !payment) return "not-proposed";
    if (payment.state === "batched") return "transfer-under-way";
    const today = tokyoDate(now);
    const year = fiscalYear(today);
    const number = documentNumber(year, "返第", await nextRevocationSerial(tx, year));
    const done = { confirmedBy: official.id, confirmedAt: now, number };
    const { principalYen } = revocation;
    if (payment.state !== "paid") {
      await changeRevocation(tx, id, done);
      // One that came back has no live payment left to cancel.
      if (payment.state === "due")
        await changePayments(tx, [payment.id], { state: paymentTransitions.due.cancel });
      await move(tx, record, "decision-revoked", principalYen, now);
      await auditDeed(tx, center, official, record, "grant.revoked", { principalYen });
      await mailApplicant(tx, record, revokedMail(mailedGrant(center, record), revocation.reason));

      return "revoked";
    }
    const dueOn = today.add({ days: REPAYMENT_DAYS });
    await changeRevocation(tx, id, {
      ...done,
      paidOn: payment.transferOn,
      dueOn,
      interestBp: programme.repaymentInterestBp,
    });
    await move(tx, record, "demanded", principalYen, now);
    await auditDeed(tx, center, official, record, "grant.repayment-demanded", { principalYen });
    const demand = { principalYen, dueOn, reason: revocation.reason };
    await mailApplicant(tx, record, demandMail(mailedGrant(center, record), demand));

    return "repayment-demanded";
  });
}

/** The money is back: principal and interest up to that day, neither more nor less. */
export async function receiveRepayment(
  center: Center,
  official: OfficialActor,
  id: string,
  receivedOn: Temporal.PlainDate,
): Promise<RevokeResult> {
  return withRecord(center, id, async (tx, record, now) => {
    const { revocation } = record;
    const allowed = canRevoke.receive(revocation);
    if (allowed !== true) return allowed;
    if (!revocation?.paidOn) return "nothing-demanded";
    const { principalYen, interestBp, paidOn } = revocation;
    if (paidOn.until(receivedOn).days < 0) return "received-too-early";
    const interest = interestYen(principalYen, interestBp, paidOn, receivedOn);
    await changeRevocation(tx, id, {
      receivedOn,
      interestYen: interest,
      recordedBy: official.id,
      recordedAt: now,
    });
    await move(tx, record, "returned", principalYen, now);
    if (interest > 0) await move(tx, record, "interest", interest, now);
    await auditDeed(tx, center, official, record, "grant.repayment-received", {
      principalYen,
      interestYen: interest,
    });
    const yen = principalYen + interest;
    await mailApplicant(tx, record, repaidMail(record.facility.name, receivedOn, yen));

    return "repayment-received";
  });
}

function move(
  tx: Tx,
  { application }: GrantRecord,
  cause: Cause,
  yen: number,
  now: Temporal.Instant,
): Promise<void> {
  const { id, programmeCode } = application;

  return postMovements(tx, [{ programmeCode, applicationId: id, cause, yen }], now);
}
