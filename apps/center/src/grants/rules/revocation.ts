/** Taking a decision back: 取消し before payment, 返還 after it, with 加算金 as the programme asks. */
import type { Temporal } from "temporal-polyfill";
import type { PaymentState } from "./payment.ts";

export type RevocationFacts = {
  readonly proposedBy: string;
  readonly confirmedAt: Temporal.Instant | null;
  /** Where money is asked back. */
  readonly dueOn: Temporal.PlainDate | null;
  readonly receivedOn: Temporal.PlainDate | null;
};

export type RevokeRefusal =
  | "not-decided"
  | "revoked-already"
  /** A file is with the bank: what becomes of the transfer is not known yet. */
  | "transfer-under-way"
  | "not-proposed"
  | "proposed-by-you"
  | "nothing-demanded"
  | "received-already";

export const canRevoke = {
  propose(
    payment: { readonly state: PaymentState } | null,
    revocation: RevocationFacts | null,
  ): true | RevokeRefusal {
    if (!payment) return "not-decided";
    if (revocation) return "revoked-already";

    return payment.state === "batched" ? "transfer-under-way" : true;
  },

  /** Four eyes: whoever proposed it does not do it. */
  confirm(
    official: { readonly id: string },
    revocation: RevocationFacts | null,
  ): true | RevokeRefusal {
    if (!revocation) return "not-proposed";
    if (revocation.confirmedAt) return "revoked-already";

    return revocation.proposedBy === official.id ? "proposed-by-you" : true;
  },

  withdraw(revocation: RevocationFacts | null): true | RevokeRefusal {
    if (!revocation) return "not-proposed";

    return revocation.confirmedAt ? "revoked-already" : true;
  },

  receive(revocation: RevocationFacts | null): true | RevokeRefusal {
    if (!revocation?.dueOn) return "nothing-demanded";

    return revocation.receivedOn ? "received-already" : true;
  },
};

/** How long a facility has to pay back. */
export const REPAYMENT_DAYS = 20;

/**
 * 加算金: for each day from the payment to the day before the repayment, on what is paid back, cut to whole yen.
 * @param basisPoints hundredths of a per cent a year; null: none
 */
export function interestYen(
  principalYen: number,
  basisPoints: number | null,
  paidOn: Temporal.PlainDate,
  receivedOn: Temporal.PlainDate,
): number {
  const { days } = paidOn.until(receivedOn);
  if (basisPoints === null || days <= 0) return 0;

  return Number((BigInt(principalYen) * BigInt(basisPoints) * BigInt(days)) / 3_650_000n);
}

/** 「年10.95%」 */
export function interestText(basisPoints: number): string {
  return `年${(basisPoints / 100).toFixed(2)}%`;
}
