import type { RecentCheck, RecheckReason } from "@madoguchi/contract";
import { purposeWords } from "@madoguchi/contract";

export const RECHECK = "再照会（カードなし）";

export const reasonWords = {
  "same-month-visit": "同じ月のうちの再来",
  "after-payment": "会計のあとの確認",
  "coverage-change": "資格が変わったという連絡",
  "claim-preparation": "請求の前の確認",
  other: "その他",
} as const satisfies Record<RecheckReason, string>;

/** How the check was made: 「暗証番号」「目視（顔写真）」「再照会（カードなし）」. */
export function wayWord({ way, purpose }: Pick<RecentCheck, "way" | "purpose">): string {
  return way === "recheck" ? RECHECK : purposeWords[purpose];
}

export function operatorWord({ operator }: Pick<RecentCheck, "operator">): string {
  return operator ?? "記録なし";
}
