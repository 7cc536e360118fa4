/** What comes after a transfer that did not arrive: its money taken back, and another account. */
import { transaction } from "@madoguchi/platform";
import { mailFacilities } from "../../accounts/index.ts";
import type { FacilityActor, OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { BankAccount } from "../rules/application.ts";
import { lockApplication } from "../store/applications.ts";
import { postMovements } from "../store/ledger.ts";
import { changePayments, insertPayment, paymentsOf, listedPayment } from "../store/payments.ts";
import { findRevocation } from "../store/revocations.ts";
import { outcomeLetter } from "./payment-mail.ts";
import { paymentTransitions } from "../rules/payment.ts";

export type AfterResult = "done" | "not-found" | "not-in-this-state";

/** 組戻し after the bank had said that it paid. */
export async function recordRecall(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<AfterResult> {
  return transaction(center.db, async (tx): Promise<AfterResult> => {
    const now = center.clock.now();
    const application = await lockApplication(tx, id);
    if (!application) return "not-found";
    const last = (await paymentsOf(tx, id)).at(-1);
    if (last?.state !== "paid" || (await findRevocation(tx, id))) return "not-in-this-state";
    const payment = await listedPayment(tx, last.id);
    await changePayments(tx, [last.id], {
      state: paymentTransitions.paid.recall,
      resultCode: "9",
      settledAt: now,
    });
    await postMovements(
      tx,
      [
        {
          programmeCode: application.programmeCode,
          cause: "recalled",
          yen: last.amountYen,
          applicationId: id,
        },
      ],
      now,
    );
    await mailFacilities(tx, [outcomeLetter(center, payment, "9")]);
    await audit(tx, center.clock, {
      action: "grant.transfer-recalled",
      actor: { kind: "official", id: official.id },
      facilityId: application.facilityId,
      subject: { kind: "grant-application", id },
    });

    return "done";
  });
}

/** The facility names where the money shall go instead; the next batch takes it there. */
export async function correctAccount(
  center: Center,
  actor: FacilityActor,
  id: string,
  account: BankAccount,
): Promise<AfterResult> {
  return transaction(center.db, async (tx): Promise<AfterResult> => {
    const now = center.clock.now();
    const application = await lockApplication(tx, id);
    if (!application || application.facilityId !== actor.facilityId) return "not-found";
    const last = (await paymentsOf(tx, id)).at(-1);
    if (last?.state !== "bounced" || (await findRevocation(tx, id))) return "not-in-this-state";
    await insertPayment(tx, id, last.attempt + 1, account, last.amountYen, now);
    await audit(tx, center.clock, {
      action: "grant.account-corrected",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "grant-application", id },
      detail: { attempt: last.attempt + 1 },
    });

    return "done";
  });
}
