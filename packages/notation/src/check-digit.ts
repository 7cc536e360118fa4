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
