/** What was submitted, never changed afterwards; and what officials said to it. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import { Temporal } from "temporal-polyfill";
import { insertReturn as insertDeskReturn } from "../../desk/index.ts";
import type { ReturnPoint, SaidPoint } from "../../desk/index.ts";
import type { CostLine } from "../rules/amount.ts";
import type { BankAccount, DepositKind } from "../rules/application.ts";
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

declare module "@madoguchi/platform" {
  interface Tables {
    grantSubmission: SubmissionTable;
    grantLine: LineTable;
    grantSubmissionReceipt: { submissionId: string; receiptId: string };
    grantApproval: { submissionId: string; officialId: string; approvedAt: Temporal.Instant };
  }
}

type SubmissionRow = Selectable<SubmissionTable>;
export type Approval = { readonly officialId: string; readonly approvedAt: Temporal.Instant };
export type Return = {
  readonly submissionId: string;
  readonly officialId: string;
  readonly returnedAt: Temporal.Instant;
  readonly deadline: Temporal.Instant;
  readonly points: readonly SaidPoint[];
};

type NewReturn = {
  readonly facilityId: string;
  readonly applicationId: string;
  readonly returned: Omit<Return, "points"> & { readonly points: readonly ReturnPoint[] };
};

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

/** All of one application, the first one first. With all that belongs to them in one statement: every step begins with it. */
export async function submissionsOf(
  executor: Executor,
  applicationId: string,
): Promise<Submission[]> {
  const rows = await executor
    .selectFrom("grantSubmission")
    .selectAll("grantSubmission")
    .select([linesOf.as("lines"), receiptsOf.as("receipts"), approvalsOf.as("approvals")])
    .select([returnOf.as("returned"), pointsOf.as("points")])
    .where("applicationId", "=", applicationId)
    .orderBy("number")
    .execute();

  return rows.map(({ points, ...row }) => ({
    ...row,
    lines: row.lines.map((line) => ({
      ...line,
      purchasedOn: Temporal.PlainDate.from(line.purchasedOn),
    })),
    receipts: row.receipts.map((receipt) => ({
      ...receipt,
      uploadedAt: Temporal.Instant.from(receipt.uploadedAt),
      removedAt: receipt.removedAt === null ? null : Temporal.Instant.from(receipt.removedAt),
    })),
    approvals: row.approvals.map(({ officialId, approvedAt }) => ({
      officialId,
      approvedAt: Temporal.Instant.from(approvedAt),
    })),
    returned: row.returned && {
      ...row.returned,
      returnedAt: Temporal.Instant.from(row.returned.returnedAt),
      deadline: Temporal.Instant.from(row.returned.deadline),
      points,
    },
  }));
}

/** In JSON, days and instants are texts. */
type AsText<T> = {
  readonly [K in keyof T]: Temporal.Instant extends T[K]
    ? string | Exclude<T[K], Temporal.Instant>
    : Temporal.PlainDate extends T[K]
      ? string
      : T[K];
};

const linesOf = sql<readonly AsText<CostLine>[]>`(
  select coalesce(json_agg(json_build_object(
    'item', item, 'detail', detail, 'product', product, 'model', model, 'maker', maker, 'quantity', quantity,
    'unitYen', unit_yen, 'amountYen', amount_yen, 'tax', tax, 'otherYen', other_yen, 'purchasedOn', purchased_on,
    'shop', shop, 'receiptNumber', receipt_number
  ) order by position), '[]')
  from grant_line where submission_id = grant_submission.id)`;

const receiptsOf = sql<readonly AsText<Receipt>[]>`(
  select coalesce(json_agg(json_build_object(
    'id', id, 'applicationId', application_id, 'paper', paper, 'fileHash', file_hash, 'fileName', file_name,
    'mediaType', media_type, 'sizeBytes', size_bytes, 'previewHash', preview_hash, 'remark', remark,
    'likeness', likeness, 'uploadedAt', uploaded_at, 'removedAt', removed_at
  ) order by uploaded_at, id), '[]')
  from grant_receipt join grant_submission_receipt submitted on submitted.receipt_id = grant_receipt.id
  where submitted.submission_id = grant_submission.id)`;

const approvalsOf = sql<readonly AsText<Approval>[]>`(
  select coalesce(json_agg(json_build_object(
    'officialId', official_id, 'approvedAt', approved_at
  ) order by approved_at), '[]')
  from grant_approval where submission_id = grant_submission.id)`;

/** A return has the id of the submission that it was said of. */
const returnOf = sql<AsText<Omit<Return, "points">> | null>`(
  select json_build_object(
    'submissionId', id, 'officialId', official_id, 'returnedAt', returned_at, 'deadline', deadline)
  from desk_return where id = grant_submission.id)`;

const pointsOf = sql<readonly SaidPoint[]>`(
  select coalesce(json_agg(json_build_object(
    'field', point.field, 'code', point.code, 'message', point.message,
    'words', coalesce(reason.words, ''), 'advice', coalesce(reason.advice, '')
  ) order by point.position), '[]')
  from desk_return_point point left join desk_reason reason
    on reason.work = 'grant' and reason.decision = 'return' and reason.code = point.code
  where point.return_id = grant_submission.id)`;

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

export async function insertReturn(
  tx: Tx,
  { facilityId, applicationId, returned }: NewReturn,
): Promise<void> {
  const { submissionId, ...said } = returned;
  await insertDeskReturn(tx, {
    id: submissionId,
    work: "grant",
    itemId: applicationId,
    facilityId,
    ...said,
  });
}
