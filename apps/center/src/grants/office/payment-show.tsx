/** Payments and batches as the pages of the office show them. */
import { formatYen } from "@madoguchi/notation";
import { StatusBadge, Table } from "@madoguchi/ui";
import type { Tone } from "@madoguchi/ui";
import { depositKinds } from "../rules/application.ts";
import { maskedAccount } from "../show.tsx";
import { batchStates, paymentStates } from "../rules/payment.ts";
import type { BatchState, PaymentState } from "../rules/payment.ts";
import { resultCodes } from "../rules/zengin.ts";
import type { ListedPayment } from "../store/payments.ts";

const batchTones = {
  made: "info",
  approved: "info",
  withdrawn: "neutral",
  settled: "success",
} as const satisfies Record<BatchState, Tone>;

const paymentTones = {
  due: "info",
  batched: "info",
  paid: "success",
  bounced: "warning",
  cancelled: "neutral",
} as const satisfies Record<PaymentState, Tone>;

export function BatchBadge({ state }: { state: BatchState }) {
  return <StatusBadge tone={batchTones[state]}>{batchStates[state]}</StatusBadge>;
}

export function PaymentBadge({ state }: { state: PaymentState }) {
  return <StatusBadge tone={paymentTones[state]}>{paymentStates[state]}</StatusBadge>;
}

/** @param masked shows only which account it is: nobody has said yet why they look */
export function PaymentTable({
  caption,
  payments,
  masked,
}: {
  caption: string;
  masked: boolean;
  payments: readonly ListedPayment[];
}) {
  return (
    <Table
      caption={caption}
      columns={[
        {
          key: "facility",
          header: "施設",
          rowHeader: true,
          cell: ({ applicationId, facilityName }) => (
            <a href={`/office/grants/${applicationId}`}>{facilityName}</a>
          ),
        },
        {
          key: "bank",
          header: "振込先",
          cell: ({ bankName, bankCode, branchName, branchCode }) =>
            `${bankName}（${bankCode}）${branchName}（${branchCode}）`,
        },
        {
          key: "account",
          header: "口座",
          cell: ({ depositKind, accountNumber, accountHolder, attempt }) => (
            <>
              {depositKinds[depositKind]} {masked ? maskedAccount(accountNumber) : accountNumber}　
              {accountHolder}
              {attempt > 1 && <strong>　口座の訂正あり</strong>}
            </>
          ),
        },
        {
          key: "yen",
          header: "金額",
          numeric: true,
          cell: ({ amountYen }) => formatYen(amountYen),
        },
        {
          key: "state",
          header: "状態",
          cell: ({ state, resultCode }) => (
            <>
              <PaymentBadge state={state} />
              {state === "bounced" && resultCode !== null && `　${resultCodes[resultCode]}`}
            </>
          ),
        },
      ]}
      rows={payments}
      rowKey={({ id }) => id}
    />
  );
}

export function sumOf(payments: readonly { readonly amountYen: number }[]): number {
  return payments.reduce((sum, { amountYen }) => sum + amountYen, 0);
}
