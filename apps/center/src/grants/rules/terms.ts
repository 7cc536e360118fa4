/** The terms of a programme in words; without dates, so that the page's script carries no calendar. */

/** 端数処理 */
export const roundings = {
  down: "切捨て",
  up: "切上げ",
  nearest: "四捨五入",
} as const;
export type Rounding = keyof typeof roundings;

type Rate = { readonly rateNumerator: number; readonly rateDenominator: number };

/** 「4分の3」 */
export function rateText({ rateNumerator, rateDenominator }: Rate): string {
  return rateNumerator === rateDenominator ? "全額" : `${rateDenominator}分の${rateNumerator}`;
}

export function taxWord({ taxIncluded }: { readonly taxIncluded: boolean }): string {
  return taxIncluded ? "税込" : "税抜";
}
