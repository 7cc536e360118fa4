import { fromHex } from "@madoguchi/card";

/** As people have it written down: 32 hexadecimal digits, or 16 characters of half width. Undefined when it is neither. */
export function parseMasterKey(text: string): Uint8Array | undefined {
  const compact = text.replaceAll(/\s/gu, "");
  if (/^[0-9a-fA-F]{32}$/u.test(compact)) return fromHex(compact);
  return /^[\x20-\x7e]{16}$/u.test(text) ? new TextEncoder().encode(text) : undefined;
}
