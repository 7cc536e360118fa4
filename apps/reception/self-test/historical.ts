/**
 * What a card announces of itself in its answer to reset (ISO/IEC 7816-3 §8, 7816-4 §8.1.1): nothing may be built on it,
 * but it tells whether the card or the reader is at fault when extended length is refused.
 */

const CARD_CAPABILITIES = 0x7;
const EXTENDED_LENGTH = 0x40;

/** Whether the card says it has extended Lc and Le; undefined when its ATR is silent, as contactless ones often are. */
export function announcesExtendedLength(atr: Uint8Array): boolean | undefined {
  const [category, ...objects] = historicalBytes(atr);
  if (category !== 0x80 && category !== 0x00) return undefined;
  for (let at = 0; at < objects.length;) {
    const header = objects[at] ?? 0;
    const length = header & 0x0f;
    // The third byte of the capabilities; a shorter object leaves it out.
    const third = length >= 3 ? objects[at + 3] : undefined;
    if (header >> 4 === CARD_CAPABILITIES && third !== undefined)
      return (third & EXTENDED_LENGTH) !== 0;
    at += 1 + length;
  }
  return undefined;
}

/** The bytes after TS, T0 and the interface bytes; T0 and every TDi say which interface bytes follow. */
function historicalBytes(atr: Uint8Array): Uint8Array {
  const count = (atr[1] ?? 0) & 0x0f;
  let at = 2;
  let follow: number | undefined = atr[1] ?? 0;
  while (follow !== undefined) {
    const present: number = follow >> 4;
    const bytes = [0x1, 0x2, 0x4, 0x8].filter((bit) => (present & bit) !== 0).length;
    follow = (present & 0x8) === 0 ? undefined : atr[at + bytes - 1];
    at += bytes;
  }
  return atr.subarray(at, at + count);
}
