/** Grants as the demo begins with them, each brought to its state by the rows that people's deeds would leave. */
import { deadline, startOfDay, tokyoDate } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { findFacility } from "../facilities/index.ts";
import { hashOf } from "./actions/batches.ts";
import { commitMoney } from "./actions/budget.ts";
import { documentNumber } from "./actions/number.ts";
import { DEMO_PROGRAMME_CODE } from "./programmes.ts";
import { grantAmount } from "./rules/amount.ts";
import type { CostLine } from "./rules/amount.ts";
import { FORM_VERSION } from "./rules/application.ts";
import type { BankAccount } from "./rules/application.ts";
import { fiscalYear } from "./rules/programme.ts";
import type { Programme } from "./rules/programme.ts";
import { transferFile } from "./rules/zengin.ts";
import { insertApplication } from "./store/applications.ts";
import { currentPayer, insertBatch } from "./store/batches.ts";
import { insertDecision, nextDecisionSerial } from "./store/decisions.ts";
import { postMovements } from "./store/ledger.ts";
import { changePayments, insertPayment, paymentsOf } from "./store/payments.ts";
import { currentProgramme } from "./store/programmes.ts";
import { insertReceipt } from "./store/receipts.ts";
import { insertApproval, insertReturn, insertSubmission } from "./store/submissions.ts";

export type DemoGrant = {
  readonly id: string;
  readonly submissionId: string;
  readonly receiptId: string;
  readonly facilityId: string;
  readonly accountId: string;
  readonly at: Temporal.Instant;
  readonly receipt: { readonly fileHash: string; readonly sizeBytes: number };
  readonly line: CostLine;
  readonly end: "submitted" | "returned" | "refused" | "due" | "paid" | "bounced";
  readonly officials: readonly [string, string];
};

const account: BankAccount = {
  bankName: "架空銀行",
  bankCode: "0001",
  branchName: "霞が関支店",
  branchCode: "001",
  depositKind: "ordinary",
  accountNumber: "0000123",
  accountHolder: "カクウシセツ",
};

const states = {
  submitted: "submitted",
  returned: "returned",
  refused: "refused",
  due: "approved",
  paid: "approved",
  bounced: "approved",
} as const;

/** Of the demo's programme as it is today. */
export async function seedSubmittedGrant(tx: Tx, grant: DemoGrant): Promise<void> {
  const { id, facilityId, at, line, end, submissionId, receiptId } = grant;
  const facility = await findFacility(tx, facilityId);
  const programme = await currentProgramme(tx, DEMO_PROGRAMME_CODE, tokyoDate(at));
  if (!facility || !programme) return;
  const receipt = {
    id: receiptId,
    applicationId: id,
    ...grant.receipt,
    paper: "receipt" as const,
    fileName: "領収書（架空）.pdf",
    mediaType: "application/pdf",
    previewHash: null,
    remark: null,
    likeness: null,
    uploadedAt: at,
    removedAt: null,
  };
  await insertApplication(tx, {
    id,
    facilityId,
    programmeCode: programme.code,
    state: states[end],
    once: programme.oncePerFacility,
    costsForm: costsForm(line),
    accountForm: { ...account },
    createdAt: at,
    updatedAt: at,
    version: 1,
  });
  await insertReceipt(tx, receipt);
  await insertSubmission(tx, {
    id: submissionId,
    applicationId: id,
    number: 1,
    programmeId: programme.id,
    formVersion: FORM_VERSION,
    submittedAt: at,
    accountId: grant.accountId,
    facilityCode: facility.code,
    facilityName: facility.name,
    founder: facility.founder,
    account,
    lines: [line],
    receipts: [receipt],
  });
  const later = at.add({ hours: 48 });
  switch (end) {
    case "submitted":
      return;
    case "returned":
      return insertReturn(tx, {
        facilityId: facility.id,
        applicationId: id,
        returned: {
          submissionId,
          officialId: grant.officials[0],
          returnedAt: later,
          deadline: deadline(tokyoDate(later).add({ days: programme.correctionDays })),
          points: [
            {
              field: "receipts",
              code: "unreadable",
              message: "写真がぼやけて、金額が読めません。撮り直したものを追加してください。",
            },
          ],
        },
      });
    case "refused":
      return insertDecision(tx, {
        applicationId: id,
        submissionId,
        kind: "refused",
        number: null,
        amountYen: 0,
        reason: "リースの機器は、補助の対象外のためです。",
        reasonCode: "not-eligible-item",
        officialId: grant.officials[0],
        decidedAt: later,
      });
    case "due":
    case "paid":
    case "bounced":
      return decide(tx, grant, programme, end, later);
  }
}

function costsForm(line: CostLine) {
  const { item, detail, product, model, maker, quantity, unitYen, amountYen, purchasedOn, shop } =
    line;

  return {
    "lines.0.item": item,
    "lines.0.detail": detail,
    "lines.0.unitYen": unitYen === null ? "" : String(unitYen),
    "lines.0.product": product,
    "lines.0.model": model,
    "lines.0.maker": maker,
    "lines.0.quantity": String(quantity),
    "lines.0.amountYen": String(amountYen),
    "lines.0.purchasedOn.year": String(purchasedOn.year),
    "lines.0.purchasedOn.month": String(purchasedOn.month),
    "lines.0.purchasedOn.day": String(purchasedOn.day),
    "lines.0.shop": shop,
  };
}

async function decide(
  tx: Tx,
  { id, submissionId, line, officials }: DemoGrant,
  programme: Programme,
  end: "due" | "paid" | "bounced",
  at: Temporal.Instant,
): Promise<void> {
  const { amountYen } = grantAmount(programme, [line]);
  await commitMoney(tx, programme, id, amountYen, at);
  for (const officialId of officials) {
    await insertApproval(tx, submissionId, { officialId, approvedAt: at });
  }
  const year = fiscalYear(tokyoDate(at));
  await insertDecision(tx, {
    applicationId: id,
    submissionId,
    kind: "approved",
    number: documentNumber(year, "第", await nextDecisionSerial(tx, year)),
    amountYen,
    reason: "",
    reasonCode: null,
    officialId: officials[1],
    decidedAt: at,
  });
  await insertPayment(tx, id, 1, account, amountYen, at);
  if (end !== "due") await settle(tx, { id, officials }, programme, end, amountYen, at);
}

/** A batch of its own, nine days later. */
async function settle(
  tx: Tx,
  { id, officials }: Pick<DemoGrant, "id" | "officials">,
  programme: Programme,
  end: "paid" | "bounced",
  amountYen: number,
  decidedAt: Temporal.Instant,
): Promise<void> {
  const payer = await currentPayer(tx, tokyoDate(decidedAt));
  const [payment] = await paymentsOf(tx, id);
  if (!payer || !payment) return;
  const batchId = newId();
  const transferOn = bankDay(tokyoDate(decidedAt).add({ days: 9 }));
  const settledAt = startOfDay(transferOn).add({ hours: 40 });
  const file = transferFile(payer, transferOn, [payment]);
  await insertBatch(tx, {
    id: batchId,
    payerId: payer.id,
    transferOn,
    state: "settled",
    transferCount: 1,
    totalYen: amountYen,
    madeBy: officials[0],
    madeAt: decidedAt,
    approvedBy: officials[1],
    approvedAt: decidedAt,
    fileHash: hashOf(file),
    settledBy: officials[0],
    settledAt,
  });
  await changePayments(tx, [payment.id], {
    state: end,
    batchId,
    resultCode: end === "paid" ? "0" : "2",
    settledAt,
  });
  const movement = { programmeCode: programme.code, applicationId: id, yen: amountYen };
  await postMovements(tx, [{ ...movement, cause: "transfer-made" }], decidedAt);
  await postMovements(tx, [{ ...movement, cause: end }], settledAt);
}

function bankDay(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.dayOfWeek > 5 ? day.add({ days: 8 - day.dayOfWeek }) : day;
}
