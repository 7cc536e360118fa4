/** The little DER that an OCSP request needs written. */

export function encoded(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Uint8Array.from([tag, ...lengthOf(content), ...content]);
}

function lengthOf({ length }: Uint8Array): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

/** An OBJECT IDENTIFIER whose first two arcs stay below 40. */
export function encodedOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return encoded(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(arcBytes)]));
}

function arcBytes(arc: number): readonly number[] {
  const bytes = [arc & 0x7f];
  for (let left = arc >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}
