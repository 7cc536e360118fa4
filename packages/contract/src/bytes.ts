/** Bytes on the wire are base64url without padding (RFC 4648 §5), the same in a browser and in Node. */
import { z } from "zod";

export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @throws RangeError when the text is not base64url. Callers at an edge use `bytesSchema`. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    throw new RangeError("not base64url");
  }

  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }

  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) {
    bytes[index] = binary.charCodeAt(index);
  }

  return bytes;
}

/** A base64url string of at most `maximum` bytes. */
export function bytesSchema(maximum: number) {
  return z
    .string()
    .max(Math.ceil((maximum * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/)
    .refine((text) => text.length % 4 !== 1);
}

/** A base64url string of so many bytes. */
export function exactBytesSchema(length: number) {
  return z
    .string()
    .length(Math.ceil((length * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/);
}
