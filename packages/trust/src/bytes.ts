/** Byte strings as keys and as JWK members. */

export function hex(bytes: Uint8Array): string {
  return view(bytes).toString("hex");
}

export function base64url(bytes: Uint8Array): string {
  return view(bytes).toString("base64url");
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return view(a).equals(b);
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
