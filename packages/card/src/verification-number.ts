import { eraYear, fromEra, type EraDate } from "./calendar.ts";

/** What is printed on the card, as typed or read by a camera. */
export type PrintedFacts = {
  /** ISO 8601, or as the card prints it, in the era. */
  readonly birthDate: string | EraDate;
  /** 有効期限 of the card itself, not of a certificate: the western year, as printed. */
  readonly expiryYear: number;
  /** セキュリティコード: four digits. */
  readonly securityCode: string;
};

export type VerificationNumber =
  /** 14 ASCII digits. Whoever uses them wipes them. */
  | { readonly kind: "number"; readonly digits: Uint8Array }
  | { readonly kind: "wrong-field"; readonly field: keyof PrintedFacts };

/** The first cards were issued in January 2016. */
const firstYear = 2016;

/**
 * 照合番号B: birth date as YYMMDD with the year of the era, the card's expiry year, its security code. Every field is
 * checked here, for the card counts a number that cannot be right like any wrong one. Names the first wrong field.
 */
export function verificationNumberB(facts: PrintedFacts): VerificationNumber {
  const { birthDate, expiryYear, securityCode } = facts;
  const iso = typeof birthDate === "string" ? birthDate : fromEra(birthDate);
  const era = iso === undefined ? undefined : eraYear(iso);
  if (iso === undefined || era === undefined) return { kind: "wrong-field", field: "birthDate" };
  if (!Number.isInteger(expiryYear) || expiryYear < firstYear || expiryYear > 9999)
    return { kind: "wrong-field", field: "expiryYear" };
  if (!/^\d{4}$/u.test(securityCode)) return { kind: "wrong-field", field: "securityCode" };
  const yearOfEra = String(era.year).padStart(2, "0");
  const monthDay = iso.slice(5).replace("-", "");
  const digits = `${yearOfEra}${monthDay}${expiryYear}${securityCode}`;
  return { kind: "number", digits: new TextEncoder().encode(digits) };
}

/** Whether these are the 14 ASCII digits of a 照合番号B. */
export function isNumberB(digits: Uint8Array): boolean {
  return digits.length === 14 && digits.every((byte) => byte >= 0x30 && byte <= 0x39);
}
