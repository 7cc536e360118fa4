/** Byte strings as keys, and as text. */

export function hex(bytes: Uint8Array, start?: number, end?: number): string {
  return view(bytes).toString("hex", start, end);
}

export function base64(bytes: Uint8Array): string {
  return view(bytes).toString("base64");
}

/** One character a byte. */
export function latin1(bytes: Uint8Array, start?: number, end?: number): string {
  return view(bytes).toString("latin1", start, end);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return view(a).equals(b);
}

/** The same bytes as Node's own kind of array, which turns any stretch of itself into text. */
export function view(bytes: Uint8Array): Buffer {
  if (bytes instanceof Buffer) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
