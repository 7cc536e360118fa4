/** Paying: a file for the bank, made by one official, let out by another, settled by what the bank says. */
import { createHash } from "node:crypto";
import { tokyoDate } from "@madoguchi/notation";
import type { Executor, Tx } from "@madoguchi/platform";
import { newId, transaction } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { mailFacilities } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditAction } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { Cause } from "../rules/ledger.ts";
import { dayLetter, outcomeLetter } from "./payment-mail.ts";
import { canBatch, paymentTransitions } from "../rules/payment.ts";
import type { BatchRefusal } from "../rules/payment.ts";
import { readTransferResult, transferFile } from "../rules/zengin.ts";
import {
  changeBatch,
  currentPayer,
  findBatch,
  insertBatch,
  lockBatch,
  payerById,
} from "../store/batches.ts";
import type { Batch } from "../store/batches.ts";
import { postMovements } from "../store/ledger.ts";
import { changePayments, duePayments, lockPayments, paymentsOfBatch } from "../store/payments.ts";
import type { ListedPayment } from "../store/payments.ts";

/** A file that people can still look through. What is over waits for the next one. */
export const MAXIMUM_TRANSFERS = 5000;

export type MakeResult =
  | { readonly kind: "made"; readonly id: string }
  | { readonly kind: "nothing-due" | "no-payer" };

/** Takes everything that is due. */
export async function makeBatch(
  center: Center,
  official: OfficialActor,
  transferOn: Temporal.PlainDate,
): Promise<MakeResult> {
  return transaction(center.db, async (tx): Promise<MakeResult> => {
    const now = center.clock.now();
    const payer = await currentPayer(tx, tokyoDate(now));
    if (!payer) return { kind: "no-payer" };
    const held = new Set(
      await lockPayments(tx, idsOf(await duePayments(tx, MAXIMUM_TRANSFERS)), "due"),
    );
    // Asked again now that they are held: whose decision was to be revoked meanwhile is not paid.
    const due = await duePayments(tx, MAXIMUM_TRANSFERS);
    const payments = due.filter(({ id }) => held.has(id));
    if (payments.length === 0) return { kind: "nothing-due" };
    const id = newId();
    await insertBatch(tx, {
      id,
      payerId: payer.id,
      transferOn,
      state: "made",
      transferCount: payments.length,
      totalYen: payments.reduce((sum, { amountYen }) => sum + amountYen, 0),
      madeBy: official.id,
      madeAt: now,
      approvedBy: null,
      approvedAt: null,
      fileHash: null,
      settledBy: null,
      settledAt: null,
    });
    await changePayments(tx, idsOf(payments), { state: paymentTransitions.due.batch, batchId: id });
    await post(tx, payments, "transfer-made", now);
    await auditBatch(tx, center, official, id, "grant.transfer-made", {
      transfers: payments.length,
    });

    return { kind: "made", id };
  });
}

export type BatchResult = "done" | BatchRefusal;

export async function approveBatch(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<BatchResult> {
  const may = (batch: Batch) => canBatch.approve(official, batch);

  return withBatch(center, id, may, async ({ tx, batch, payments, now }) => {
    const file = await drawFile(tx, batch, payments);
    await changeBatch(tx, id, {
      state: "approved",
      approvedBy: official.id,
      approvedAt: now,
      fileHash: hashOf(file),
    });
    await auditBatch(tx, center, official, id, "grant.transfer-approved");
    const letters = payments.map((payment) => dayLetter(payment, batch.transferOn));
    await mailFacilities(tx, letters);
  });
}

/** Before it has gone to the bank; its payments wait for the next batch. */
export async function withdrawBatch(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<BatchResult> {
  return withBatch(center, id, canBatch.withdraw, async ({ tx, payments, now }) => {
    await changePayments(tx, idsOf(payments), {
      state: paymentTransitions.batched.withdraw,
      batchId: null,
    });
    await changeBatch(tx, id, { state: "withdrawn" });
    await post(tx, payments, "transfer-withdrawn", now);
    await auditBatch(tx, center, official, id, "grant.transfer-withdrawn");
  });
}

type HeldBatch = {
  readonly tx: Tx;
  readonly batch: Batch;
  readonly payments: readonly ListedPayment[];
  readonly now: Temporal.Instant;
};

/** One transaction that holds the batch, where its state allows the deed. */
async function withBatch(
  center: Center,
  id: string,
  may: (batch: Batch) => true | BatchRefusal,
  deed: (held: HeldBatch) => Promise<void>,
): Promise<BatchResult> {
  return transaction(center.db, async (tx): Promise<BatchResult> => {
    const batch = await lockBatch(tx, id);
    if (!batch) return "not-found";
    const allowed = may(batch);
    if (allowed !== true) return allowed;
    await deed({ tx, batch, payments: await paymentsOfBatch(tx, id), now: center.clock.now() });

    return "done";
  });
}

export type FileResult =
  | { readonly kind: "file"; readonly batch: Batch; readonly file: Uint8Array }
  | { readonly kind: "refused"; readonly reason: BatchRefusal };

/** The file as it was approved, drawn anew from the record; whoever takes it is put on record. */
export async function takeFile(
  center: Center,
  official: OfficialActor,
  id: string,
): Promise<FileResult> {
  return transaction(center.db, async (tx): Promise<FileResult> => {
    const batch = await findBatch(tx, id);
    if (!batch) return { kind: "refused", reason: "not-found" };
    if (!batch.fileHash) return { kind: "refused", reason: "not-in-this-state" };
    const file = await drawFile(tx, batch, await paymentsOfBatch(tx, id));
    await auditBatch(tx, center, official, id, "grant.transfer-file-taken");

    return { kind: "file", batch, file };
  });
}

export type SettleResult =
  | { readonly kind: "settled"; readonly paid: number; readonly bounced: number }
  | { readonly kind: "refused"; readonly reason: BatchRefusal }
  | { readonly kind: "wrong-file"; readonly problem: string };

/** What the bank says of every transfer, taken in as a whole or not at all. */
export async function settleBatch(
  center: Center,
  official: OfficialActor,
  id: string,
  answer: Uint8Array,
): Promise<SettleResult> {
  return transaction(center.db, async (tx): Promise<SettleResult> => {
    const now = center.clock.now();
    const batch = await lockBatch(tx, id);
    if (!batch) return { kind: "refused", reason: "not-found" };
    const allowed = canBatch.settle(batch);
    if (allowed !== true) return { kind: "refused", reason: allowed };
    const payments = await paymentsOfBatch(tx, id);
    const read = readTransferResult(await drawFile(tx, batch, payments), answer);
    if (!read.ok) return { kind: "wrong-file", problem: read.problem };

    const outcomes = payments.map((payment) => ({
      payment,
      code: read.codes.get(payment.number) ?? "9",
    }));
    for (const [code, same] of Map.groupBy(outcomes, (outcome) => outcome.code)) {
      const ids = idsOf(same.map(({ payment }) => payment));
      const { pay, bounce } = paymentTransitions.batched;
      const state = code === "0" ? pay : bounce;
      await changePayments(tx, ids, { state, resultCode: code, settledAt: now });
    }
    const letters = outcomes.map(({ payment, code }) => outcomeLetter(center, payment, code));
    await mailFacilities(tx, letters);
    const paid = outcomes.filter(({ code }) => code === "0").map(({ payment }) => payment);
    const bounced = outcomes.filter(({ code }) => code !== "0").map(({ payment }) => payment);
    await post(tx, paid, "paid", now);
    await post(tx, bounced, "bounced", now);
    await changeBatch(tx, id, { state: "settled", settledBy: official.id, settledAt: now });
    const counts = { paid: paid.length, bounced: bounced.length };
    await auditBatch(tx, center, official, id, "grant.transfer-settled", counts);

    return { kind: "settled", ...counts };
  });
}

async function drawFile(
  executor: Executor,
  batch: Batch,
  payments: readonly ListedPayment[],
): Promise<Uint8Array> {
  const file = transferFile(await payerById(executor, batch.payerId), batch.transferOn, payments);
  if (batch.fileHash !== null && batch.fileHash !== hashOf(file)) {
    throw new Error(`the file of batch ${batch.id} is no longer the one that was approved`);
  }

  return file;
}

export function hashOf(file: Uint8Array): string {
  return createHash("sha256").update(file).digest("hex");
}

function idsOf(payments: readonly ListedPayment[]): string[] {
  return payments.map(({ id }) => id);
}

function post(
  tx: Tx,
  payments: readonly ListedPayment[],
  cause: Cause,
  now: Temporal.Instant,
): Promise<void> {
  return postMovements(
    tx,
    payments.map(({ programmeCode, applicationId, amountYen }) => ({
      programmeCode,
      applicationId,
      cause,
      yen: amountYen,
    })),
    now,
  );
}

function auditBatch(
  tx: Tx,
  center: Center,
  official: OfficialActor,
  id: string,
  action: Extract<AuditAction, `grant.${string}`>,
  detail: Readonly<Record<string, number>> = {},
): Promise<void> {
  return audit(tx, center.clock, {
    action,
    actor: { kind: "official", id: official.id },
    facilityId: null,
    subject: { kind: "grant-batch", id },
    detail,
  });
}
