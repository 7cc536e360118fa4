/** What was submitted, never changed afterwards; and what officials said to it. */
import { nested } from "@madoguchi/platform";
import type { NestedJson, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { insertReturn as insertDeskReturn } from "../../desk/index.ts";
import type { ReturnPoint, SaidPoint } from "../../desk/index.ts";
import type { CostLine } from "../rules/amount.ts";
import type { BankAccount, DepositKind } from "../rules/application.ts";
import type { ItemKind } from "../rules/programme.ts";
import type { Tax } from "../rules/tax.ts";
import { nestedReceipt } from "./receipts.ts";
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

/** In one statement: on the last evening everybody submits. */
export async function insertSubmission(
  tx: Tx,
  { account, lines, receipts, ...row }: NewSubmission,
): Promise<void> {
  const { id: submissionId } = row;
  await tx
    .with("submission", (db) => db.insertInto("grantSubmission").values({ ...row, ...account }))
    .with("lines", (db) =>
      db
        .insertInto("grantLine")
        .values(lines.map((line, index) => ({ submissionId, position: index + 1, ...line }))),
    )
    .insertInto("grantSubmissionReceipt")
    .values(receipts.map(({ id }) => ({ submissionId, receiptId: id })))
    .execute();
}

const nestedRow = nested<SubmissionRow>({
  id: "plain",
  applicationId: "plain",
  number: "plain",
  programmeId: "plain",
  formVersion: "plain",
  submittedAt: "instant",
  accountId: "plain",
  facilityCode: "plain",
  facilityName: "plain",
  founder: "plain",
  bankName: "plain",
  bankCode: "plain",
  branchName: "plain",
  branchCode: "plain",
  depositKind: "plain",
  accountNumber: "plain",
  accountHolder: "plain",
});
const nestedLine = nested<CostLine>({
  item: "plain",
  detail: "plain",
  product: "plain",
  model: "plain",
  maker: "plain",
  quantity: "plain",
  unitYen: "plain",
  amountYen: "plain",
  tax: "plain",
  otherYen: "plain",
  purchasedOn: "day",
  shop: "plain",
  receiptNumber: "plain",
});
const nestedApproval = nested<Approval>({ officialId: "plain", approvedAt: "instant" });
const nestedReturn = nested<Omit<DeskReturn, "points">>({
  id: "plain",
  officialId: "plain",
  returnedAt: "instant",
  deadline: "instant",
});

type DeskReturn = Omit<Return, "submissionId"> & { readonly id: string };

export type SubmissionJson = {
  readonly row: NestedJson<SubmissionRow>;
  readonly lines: readonly NestedJson<CostLine>[];
  readonly receipts: readonly NestedJson<Receipt>[];
  readonly approvals: readonly NestedJson<Approval>[];
  /** It has the id of the submission that it was said of. */
  readonly returned: NestedJson<Omit<DeskReturn, "points">> | null;
  readonly points: readonly SaidPoint[];
};

/** All of one application, the first one first, with all that belongs to them: for the statement that reads the record. */
export function submissionsOf(applicationId: string): RawBuilder<readonly SubmissionJson[]> {
  return sql`(
    select coalesce(json_agg(json_build_object(
      'row', ${nestedRow.json("grant_submission")},
      'lines', (
        select coalesce(json_agg(${nestedLine.json("grant_line")} order by position), '[]')
        from grant_line where submission_id = grant_submission.id),
      'receipts', (
        select coalesce(json_agg(${nestedReceipt.json("grant_receipt")} order by uploaded_at, id), '[]')
        from grant_receipt join grant_submission_receipt submitted on submitted.receipt_id = grant_receipt.id
        where submitted.submission_id = grant_submission.id),
      'approvals', (
        select coalesce(json_agg(${nestedApproval.json("grant_approval")} order by approved_at, official_id), '[]')
        from grant_approval where submission_id = grant_submission.id),
      'returned', (
        select ${nestedReturn.json("desk_return")} from desk_return where id = grant_submission.id),
      'points', (
        select coalesce(json_agg(json_build_object(
          'field', point.field, 'code', point.code, 'message', point.message,
          'words', coalesce(reason.words, ''), 'advice', coalesce(reason.advice, '')
        ) order by point.position), '[]')
        from desk_return_point point left join desk_reason reason
          on reason.work = 'grant' and reason.decision = 'return' and reason.code = point.code
        where point.return_id = grant_submission.id)
    ) order by number), '[]')
    from grant_submission where application_id = ${applicationId})`;
}

export function readSubmission(json: SubmissionJson): Submission {
  const returned = json.returned && nestedReturn.read(json.returned);

  return {
    ...nestedRow.read(json.row),
    lines: json.lines.map(nestedLine.read),
    receipts: json.receipts.map(nestedReceipt.read),
    approvals: json.approvals.map(nestedApproval.read),
    returned: returned && {
      submissionId: returned.id,
      officialId: returned.officialId,
      returnedAt: returned.returnedAt,
      deadline: returned.deadline,
      points: json.points,
    },
  };
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
