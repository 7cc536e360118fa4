/** Payments, one row an attempt. */
import type { Executor, Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import type { Generated, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { BankAccount, DepositKind } from "../rules/application.ts";
import type { BatchState, PaymentState } from "../rules/payment.ts";
import type { ResultCode } from "../rules/zengin.ts";

type PaymentTable = {
  id: string;
  /** 顧客コード */
  number: Generated<number>;
  applicationId: string;
  attempt: number;
  bankName: string;
  bankCode: string;
  branchName: string;
  branchCode: string;
  depositKind: DepositKind;
  accountNumber: string;
  accountHolder: string;
  amountYen: number;
  state: PaymentState;
  createdAt: Temporal.Instant;
  batchId: string | null;
  resultCode: ResultCode | null;
  settledAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantPayment: PaymentTable;
  }
}

/** With what its batch says of it. */
export type Payment = Selectable<PaymentTable> & {
  readonly batchState: BatchState | null;
  readonly transferOn: Temporal.PlainDate | null;
};

/** With whom it is for. */
export type ListedPayment = Payment & {
  readonly facilityId: string;
  readonly facilityName: string;
  readonly programmeCode: string;
};

export async function insertPayment(
  tx: Tx,
  applicationId: string,
  attempt: number,
  account: BankAccount,
  amountYen: number,
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto("grantPayment")
    .values({
      id: newId(),
      applicationId,
      attempt,
      bankName: account.bankName,
      bankCode: account.bankCode,
      branchName: account.branchName,
      branchCode: account.branchCode,
      depositKind: account.depositKind,
      accountNumber: account.accountNumber,
      accountHolder: account.accountHolder,
      amountYen,
      state: "due",
      createdAt: now,
      batchId: null,
      resultCode: null,
      settledAt: null,
    })
    .execute();
}

function payments(executor: Executor) {
  return executor
    .selectFrom("grantPayment")
    .leftJoin("grantBatch", "grantBatch.id", "grantPayment.batchId")
    .selectAll("grantPayment")
    .select(["grantBatch.state as batchState", "grantBatch.transferOn"]);
}

function listed(executor: Executor) {
  return payments(executor)
    .innerJoin("grantApplication", "grantApplication.id", "grantPayment.applicationId")
    .innerJoin("facility", "facility.id", "grantApplication.facilityId")
    .select([
      "grantApplication.programmeCode",
      "grantApplication.facilityId",
      "facility.name as facilityName",
    ]);
}

/** The first attempt first. */
export async function paymentsOf(executor: Executor, applicationId: string): Promise<Payment[]> {
  return payments(executor)
    .where("grantPayment.applicationId", "=", applicationId)
    .orderBy("attempt")
    .execute();
}

export async function listedPayment(executor: Executor, id: string): Promise<ListedPayment> {
  return listed(executor).where("grantPayment.id", "=", id).executeTakeFirstOrThrow();
}

/** Those that wait, without those whose decision is about to be revoked. */
export async function duePayments(executor: Executor, limit: number): Promise<ListedPayment[]> {
  return listed(executor)
    .where("grantPayment.state", "=", "due")
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("grantRevocation")
            .select("applicationId")
            .whereRef("grantRevocation.applicationId", "=", "grantPayment.applicationId"),
        ),
      ),
    )
    .orderBy("grantPayment.number")
    .limit(limit)
    .execute();
}

export async function paymentsOfBatch(
  executor: Executor,
  batchId: string,
): Promise<ListedPayment[]> {
  return listed(executor)
    .where("grantPayment.batchId", "=", batchId)
    .orderBy("grantPayment.number")
    .execute();
}

/** Holds these rows; what has another state by now is left out. */
export async function lockPayments(
  tx: Tx,
  ids: readonly string[],
  state: PaymentState,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom("grantPayment")
    .select("id")
    .where("id", "in", ids)
    .where("state", "=", state)
    .orderBy("number")
    .forUpdate()
    .execute();

  return rows.map(({ id }) => id);
}

/** Holds all attempts of an application, so that none goes into a batch meanwhile. */
export async function lockPaymentsOf(tx: Tx, applicationId: string): Promise<void> {
  await tx
    .selectFrom("grantPayment")
    .select("id")
    .where("applicationId", "=", applicationId)
    .orderBy("number")
    .forUpdate()
    .execute();
}

/** On rows that this transaction holds. */
export async function changePayments(
  tx: Tx,
  ids: readonly string[],
  change: Partial<Pick<Selectable<PaymentTable>, "state" | "batchId" | "resultCode" | "settledAt">>,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable("grantPayment").set(change).where("id", "in", ids).execute();
}
