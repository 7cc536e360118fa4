/**
 * 個人番号 in a text that people wrote, so that a form can refuse it: outside the purposes that 番号法 names nobody may
 * collect or keep one. The check digit is that of 総務省令第85号 (2014), article 5.
 */

/** Twelve digits, not part of more; written together, or in groups with a space or a hyphen between them. */
const TWELVE = /(?<![\d])\d(?:[ \-‐‑‒–—−ー]?\d){11}(?!\d)/gu;

/** Whether some twelve digits in the text, in either width, can be a 個人番号. */
export function mayHoldIndividualNumber(text: string): boolean {
  return Array.from(text.normalize("NFKC").matchAll(TWELVE)).some(([found]) =>
    isIndividualNumber(found.replaceAll(/\D/gu, "")),
  );
}

/** @param digits twelve ASCII digits, the last of which is the check digit */
function isIndividualNumber(digits: string): boolean {
  const sum = Array.from(digits.slice(0, 11)).reduce((total, digit, index) => {
    // From the right the weights are 2 to 7 and then 2 to 6.
    const place = 11 - index;

    return total + Number(digit) * (place <= 6 ? place + 1 : place - 5);
  }, 0);
  const rest = sum % 11;

  return Number(digits.slice(11)) === (rest <= 1 ? 0 : 11 - rest);
}
