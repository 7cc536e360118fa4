/** What is the matter with a certificate that cannot be read, from the machine's word for it. */

export type Damage = keyof typeof DETAILS;

const DETAILS = {
  /** The bytes are not what the standard says. */
  broken: [
    "basic-constraints",
    "der-bit-string",
    "der-boolean",
    "der-integer",
    "der-length",
    "der-long-tag",
    "der-null",
    "der-oid",
    "der-tag",
    "der-time",
    "der-trailing",
    "der-truncated",
    "distribution-point",
    "extension-twice",
    "general-name",
    "key-point",
    "key-usage",
    "name-constraints",
    "name-text",
    "policy-twice",
    "signature-algorithm-differs",
    "subject",
    "too-large",
    "unique-identifier",
    "version",
  ],
  /** Good bytes, with a key or a signature that is not strong enough or not known. */
  algorithm: ["key-algorithm", "key-curve", "key-exponent", "key-size", "signature-algorithm"],
  /** It demands to be understood in a way that nobody here understands. */
  demand: ["critical-extension"],
} as const;

/** @param detail of a `malformed` verdict. */
export function damageOf(detail: string): Damage {
  if (isAmong(DETAILS.algorithm, detail)) return "algorithm";
  return isAmong(DETAILS.demand, detail) ? "demand" : "broken";
}

/** Every word that a `malformed` verdict on a certificate may have. */
export const DAMAGE_DETAILS: readonly string[] = Object.values(DETAILS).flat();

function isAmong(details: readonly string[], detail: string): boolean {
  return details.includes(detail);
}
