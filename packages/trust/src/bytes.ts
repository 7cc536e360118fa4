/** Byte strings as keys, and as text. */

export function hex(bytes: Uint8Array): string {
  return view(bytes).toString("hex");
}

export function base64(bytes: Uint8Array): string {
  return view(bytes).toString("base64");
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  return view(bytes).toString("latin1");
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return view(a).equals(b);
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
