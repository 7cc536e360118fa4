/** How a counter goes on when no answer can be had from the card: 厚生労働省保険局長通知 保発0710第1号（令和5年7月10日）. */

/** In this order. The last is the paper that can be printed. */
export const otherWays = [
  "患者さんのスマートフォンで、マイナポータルの資格情報の画面を確かめてください。",
  "資格情報のお知らせを、マイナンバーカードと一緒に確かめてください。",
  "どちらもないときは、被保険者資格申立書の記入をお願いしてください。",
] as const;

/** A card that is not worth waiting for: whoever has the other document needs no statement. */
export const certificateWays = [
  "資格確認書をお持ちであれば、それで資格を確かめてください。",
  ...otherWays,
] as const;

/** @param copay 「3割」: what the statement says, or what the age says where it says nothing */
export function chargeOnPapers(copay: string): string {
  return `画面や書面で資格を確かめられたときは、その負担割合です。申立書のときは、${copay}です。`;
}

export const copayOfAnyAge = "3割（未就学のお子さんは2割、70歳以上の方は1〜3割）";

/** Nothing is charged yet: the same question can be asked again in a moment. */
export const chargeAfterRetry = "もう一度確認し、その結果の負担割合で会計してください。";

/** Whether the paper of the last way may be needed, so that it can be printed. */
export function asksForDeclaration(steps: readonly string[]): boolean {
  return steps.some((step) => step.includes(DECLARATION));
}

export const DECLARATION = "被保険者資格申立書";
