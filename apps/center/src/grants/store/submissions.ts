/** What was submitted, never changed afterwards; and what officials said to it. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { CostLine } from "../rules/amount.ts";
import type {
  BankAccount,
  DepositKind,
  Part,
  ReturnCode,
  ReturnPoint,
} from "../rules/application.ts";
import type { ItemKind } from "../rules/programme.ts";
import type { Tax } from "../rules/tax.ts";
import type { Receipt } from "./receipts.ts";

type SubmissionTable = {
  id: string;
  applicationId: string;
  /** 1, and one more with every correction. */
  number: number;
  programmeId: string;
  formVersion: number;
  submittedAt: Temporal.Instant;
  /** Who submitted. */
  accountId: string;
  facilityCode: string;
  facilityName: string;
  founder: string;
  bankName: string;
  bankCode: string;
  branchName: string;
  branchCode: string;
  depositKind: DepositKind;
  accountNumber: string;
  accountHolder: string;
};

type LineTable = {
  submissionId: string;
  position: number;
  item: ItemKind;
  detail: string;
  product: string;
  model: string;
  maker: string;
  quantity: number;
  unitYen: number | null;
  amountYen: number;
  tax: Tax | null;
  otherYen: number;
  purchasedOn: Temporal.PlainDate;
  shop: string;
  receiptNumber: string;
};

type ReturnTable = {
  submissionId: string;
  officialId: string;
  returnedAt: Temporal.Instant;
  deadline: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantSubmission: SubmissionTable;
    grantLine: LineTable;
    grantSubmissionReceipt: { submissionId: string; receiptId: string };
    grantApproval: { submissionId: string; officialId: string; approvedAt: Temporal.Instant };
    grantReturn: ReturnTable;
    grantReturnPoint: { submissionId: string; part: Part; code: ReturnCode; message: string };
  }
}

type SubmissionRow = Selectable<SubmissionTable>;
export type Approval = { readonly officialId: string; readonly approvedAt: Temporal.Instant };
export type Return = Selectable<ReturnTable> & { readonly points: readonly ReturnPoint[] };

export type Submission = SubmissionRow & {
  readonly lines: readonly CostLine[];
  readonly receipts: readonly Receipt[];
  readonly approvals: readonly Approval[];
  readonly returned: Return | null;
};

export type NewSubmission = Omit<SubmissionRow, keyof BankAccount> & {
  readonly account: BankAccount;
  readonly lines: readonly CostLine[];
  readonly receipts: readonly Receipt[];
};

export async function insertSubmission(
  tx: Tx,
  { account, lines, receipts, ...row }: NewSubmission,
): Promise<void> {
  await tx
    .insertInto("grantSubmission")
    .values({ ...row, ...account })
    .execute();
  await tx
    .insertInto("grantLine")
    .values(lines.map((line, index) => ({ submissionId: row.id, position: index + 1, ...line })))
    .execute();
  await tx
    .insertInto("grantSubmissionReceipt")
    .values(receipts.map(({ id }) => ({ submissionId: row.id, receiptId: id })))
    .execute();
}

/** All of one application, the first one first. */
export async function submissionsOf(
  executor: Executor,
  applicationId: string,
): Promise<Submission[]> {
  const rows = await executor
    .selectFrom("grantSubmission")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .orderBy("number")
    .execute();

  const submissions: Submission[] = [];
  // One after the other: inside a transaction they share its one connection.
  for (const row of rows) {
    submissions.push(await withContent(executor, row));
  }

  return submissions;
}

async function withContent(executor: Executor, row: SubmissionRow): Promise<Submission> {
  const lines = await executor
    .selectFrom("grantLine")
    .select([
      "item",
      "detail",
      "product",
      "model",
      "maker",
      "quantity",
      "unitYen",
      "amountYen",
      "tax",
      "otherYen",
      "purchasedOn",
      "shop",
      "receiptNumber",
    ])
    .where("submissionId", "=", row.id)
    .orderBy("position")
    .execute();
  const receipts = await executor
    .selectFrom("grantReceipt")
    .innerJoin("grantSubmissionReceipt", "grantSubmissionReceipt.receiptId", "grantReceipt.id")
    .selectAll("grantReceipt")
    .where("grantSubmissionReceipt.submissionId", "=", row.id)
    .orderBy("grantReceipt.uploadedAt")
    .orderBy("grantReceipt.id")
    .execute();
  const approvals = await executor
    .selectFrom("grantApproval")
    .select(["officialId", "approvedAt"])
    .where("submissionId", "=", row.id)
    .orderBy("approvedAt")
    .execute();

  return { ...row, lines, receipts, approvals, returned: await returnOf(executor, row.id) };
}

async function returnOf(executor: Executor, submissionId: string): Promise<Return | null> {
  const row = await executor
    .selectFrom("grantReturn")
    .selectAll()
    .where("submissionId", "=", submissionId)
    .executeTakeFirst();
  if (!row) {
    return null;
  }
  const points = await executor
    .selectFrom("grantReturnPoint")
    .select(["part", "code", "message"])
    .where("submissionId", "=", submissionId)
    .execute();

  return { ...row, points };
}

export async function insertApproval(
  tx: Tx,
  submissionId: string,
  approval: Approval,
): Promise<void> {
  await tx
    .insertInto("grantApproval")
    .values({ submissionId, ...approval })
    .execute();
}

export async function insertReturn(tx: Tx, { points, ...row }: Return): Promise<void> {
  await tx.insertInto("grantReturn").values(row).execute();
  await tx
    .insertInto("grantReturnPoint")
    .values(points.map((point) => ({ submissionId: row.submissionId, ...point })))
    .execute();
}
