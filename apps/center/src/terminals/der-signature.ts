/** r and s of 32 bytes each as an ECDSA-Sig-Value, Node's default: to name the other form costs as much as half a verification. */
export function derSignature(raw: Uint8Array): Uint8Array {
  const der = new Uint8Array(2 + 2 * INTEGER);
  const end = writeInteger(der, writeInteger(der, 2, raw, 0), raw, HALF);
  der[0] = 0x30;
  der[1] = end - 2;

  return der.subarray(0, end);
}

const HALF = 32;
/** Tag, length, and a zero where the number would else be negative. */
const INTEGER = 3 + HALF;

/** The number at `from`, at `at` of `der`. @returns where it ends */
function writeInteger(der: Uint8Array, at: number, raw: Uint8Array, from: number): number {
  const last = from + HALF - 1;
  let first = from;
  while (first < last && raw[first] === 0) first += 1;
  const number = raw.subarray(first, last + 1);
  const padding = (number[0] ?? 0) < 0x80 ? 0 : 1;
  der[at] = 0x02;
  der[at + 1] = padding + number.length;
  der.set(number, at + 2 + padding);

  return at + 2 + padding + number.length;
}
