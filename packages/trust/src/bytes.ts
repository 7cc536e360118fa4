/** Byte strings as keys, as text, and as what `node:crypto` takes. */

export function hex(bytes: Uint8Array): string {
  return view(bytes).toString("hex");
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  return view(bytes).toString("latin1");
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return view(a).equals(b);
}

/** The same bytes, not copied. */
export function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
