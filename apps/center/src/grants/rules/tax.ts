/** 消費税: from the price as a receipt names it to the price as a programme counts. */

export const taxes = {
  "included-10": "税込（10%）",
  "excluded-10": "税抜（10%）",
  "included-8": "税込（8%）",
  "excluded-8": "税抜（8%）",
  none: "税のかからない金額",
} as const;
export type Tax = keyof typeof taxes;

export function isTax(text: string): text is Tax {
  return Object.hasOwn(taxes, text);
}

const percents = {
  "included-10": 10,
  "excluded-10": 10,
  "included-8": 8,
  "excluded-8": 8,
  none: 0,
} as const satisfies Record<Tax, number>;

/** @param tax null: the price is as it is counted. Fractions of a yen of tax are cut, in either direction. */
export function priceWith(tax: Tax | null, yen: number, taxIncluded: boolean): number {
  if (tax === null || tax.startsWith(taxIncluded ? "included" : "excluded")) return yen;
  const percent = percents[tax];

  return taxIncluded ? yen + cut(yen * percent, 100) : yen - cut(yen * percent, 100 + percent);
}

/** In whole numbers, by remainders instead of fractions. */
function cut(dividend: number, divisor: number): number {
  return (dividend - (dividend % divisor)) / divisor;
}
