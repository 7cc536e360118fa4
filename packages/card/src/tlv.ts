/** BER-TLV (ISO/IEC 8825-1) as far as cards and certificates use it: definite lengths, tags of at most three bytes. */

export class TlvError extends Error {
  override readonly name = "TlvError";
}

export type TlvHeader = {
  /** The tag's bytes read as one big-endian number: 0x30, 0xff20, 0xdf22. */
  readonly tag: number;
  /** Bytes of tag and length together. */
  readonly headerLength: number;
  /** Bytes of the value. */
  readonly length: number;
};

export type Tlv = {
  readonly tag: number;
  readonly value: Uint8Array;
  /** The whole element as it was written, header and value: what a signature covers. */
  readonly encoded: Uint8Array;
};

const MAX_TAG_BYTES = 3;
const MAX_LENGTH_BYTES = 3;
const MAX_ELEMENTS = 256;

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new TlvError("the data ends inside a header");
  return byte;
}

/**
 * Reads tag and length at `offset`; the value itself may lie beyond the bytes at hand.
 * @throws TlvError
 */
export function readTlvHeader(bytes: Uint8Array, offset = 0): TlvHeader {
  let at = offset;
  let tag = byteAt(bytes, at++);
  if ((tag & 0x1f) === 0x1f) {
    let next: number;
    do {
      if (at - offset === MAX_TAG_BYTES) throw new TlvError("the tag is too long");
      next = byteAt(bytes, at++);
      tag = tag * 0x100 + next;
    } while ((next & 0x80) !== 0);
  }
  let length = byteAt(bytes, at++);
  if (length === 0x80) throw new TlvError("indefinite length");
  if (length > 0x80) {
    const count = length & 0x7f;
    if (count > MAX_LENGTH_BYTES) throw new TlvError("the length is too long");
    length = 0;
    for (let index = 0; index < count; index++) length = length * 0x100 + byteAt(bytes, at++);
  }
  return { tag, headerLength: at - offset, length };
}

/**
 * The elements that fill `bytes` exactly; a constructed value is read by calling this again on it.
 * They are views into `bytes`.
 * @throws TlvError when an element does not fit, or there are more than 256
 */
export function readTlvs(bytes: Uint8Array): readonly Tlv[] {
  const elements: Tlv[] = [];
  for (let at = 0; at < bytes.length;) {
    if (elements.length === MAX_ELEMENTS) throw new TlvError("too many elements");
    const { tag, headerLength, length } = readTlvHeader(bytes, at);
    const start = at + headerLength;
    if (start + length > bytes.length) throw new TlvError("a value runs past the end");
    const end = start + length;
    elements.push({
      tag,
      value: bytes.subarray(start, end),
      encoded: bytes.subarray(at, end),
    });
    at = end;
  }
  return elements;
}

/** What `read` finds, or undefined when it comes upon something malformed. */
export function unlessMalformed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TlvError) return undefined;
    throw error;
  }
}
