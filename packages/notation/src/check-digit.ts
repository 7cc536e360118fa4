/**
 * The check digit (検証番号) that Japanese health insurance shares across its numbers: insurers, medical institutions,
 * people insured at 75 and over. From the right, ×2, ×1, ×2 …; add the digits of each product; 10 less the last digit
 * of the sum, 10 counting as 0 (厚生省「保険者番号等の設定について」). It is the Luhn rule.
 */

/** @param payload ASCII digits without the check digit. */
export function checkDigit(payload: string): string {
  let sum = 0;
  let doubled = true;
  for (let index = payload.length - 1; index >= 0; index -= 1) {
    const product = Number(payload[index]) * (doubled ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
    doubled = !doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** @param digits ASCII digits ending with the check digit. Anything else is not valid. */
export function hasValidCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** How the check digit comes about, for whoever looks for a typing mistake. */
export type CheckDigitWork = {
  /** The digits before the check digit, from the left, each with its weight and what it adds. */
  readonly steps: readonly {
    readonly digit: string;
    readonly weight: 1 | 2;
    readonly adds: number;
  }[];
  readonly sum: number;
  readonly worked: string;
  /** As typed. */
  readonly given: string;
};

/** @param digits ASCII digits ending with the check digit. */
export function checkDigitWork(digits: string): CheckDigitWork {
  const payload = digits.slice(0, -1);
  const steps = [...payload].map((digit, index) => {
    const weight = (payload.length - index) % 2 === 1 ? 2 : 1;
    const product = Number(digit) * weight;

    return { digit, weight, adds: product > 9 ? product - 9 : product } as const;
  });

  return {
    steps,
    sum: steps.reduce((sum, { adds }) => sum + adds, 0),
    worked: checkDigit(payload),
    given: digits.slice(-1),
  };
}
