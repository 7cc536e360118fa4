/** The accounts of a programme's money, and what moves it from one to another. */
import type { Programme } from "./programme.ts";

export const ledgerAccounts = {
  /** Where money comes from; the only account that owes. */
  outside: "国庫など（外部）",
  available: "未決定の予算",
  committed: "交付決定済み・未払い",
  transfer: "振込の手続き中",
  paid: "支払い済み",
  demanded: "返還の請求中",
  returned: "返還済み",
  interest: "加算金",
} as const;
export type LedgerAccount = keyof typeof ledgerAccounts;

export const causes = {
  budget: { label: "予算の配賦", debit: "available", credit: "outside" },
  "budget-cut": { label: "予算の減額", debit: "outside", credit: "available" },
  decision: { label: "交付決定", debit: "committed", credit: "available" },
  "decision-revoked": { label: "決定の取消し（未払い）", debit: "available", credit: "committed" },
  "transfer-made": { label: "振込データの作成", debit: "transfer", credit: "committed" },
  "transfer-withdrawn": { label: "振込データの取下げ", debit: "committed", credit: "transfer" },
  paid: { label: "振込の完了", debit: "paid", credit: "transfer" },
  bounced: { label: "組戻し", debit: "committed", credit: "transfer" },
  recalled: { label: "振込後の組戻し", debit: "committed", credit: "paid" },
  demanded: { label: "返還の請求", debit: "demanded", credit: "paid" },
  returned: { label: "返還金の受入れ", debit: "returned", credit: "demanded" },
  interest: { label: "加算金の受入れ", debit: "interest", credit: "outside" },
} as const satisfies Record<
  string,
  { readonly label: string; readonly debit: LedgerAccount; readonly credit: LedgerAccount }
>;
export type Cause = keyof typeof causes;

/** Nothing is left that any application could be given. */
export function isExhausted(
  { budgetYen, roundingYen }: Pick<Programme, "budgetYen" | "roundingYen">,
  availableYen: number,
): boolean {
  return budgetYen !== null && availableYen < roundingYen;
}

export type Balance = {
  readonly programmeCode: string;
  readonly account: LedgerAccount;
  readonly yen: number;
};

/** What is left of this programme, among the balances of all. */
export function availableIn(
  balances: readonly Balance[],
  { code }: Pick<Programme, "code">,
): number {
  const found = balances.find(
    ({ programmeCode, account }) => programmeCode === code && account === "available",
  );

  return found?.yen ?? 0;
}
