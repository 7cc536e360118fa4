import { hash } from "node:crypto";

/** The same UUID (version 8, RFC 9562) for the same name, so that seeding twice makes nothing twice. */
export function stableId(name: string): string {
  const hex = hash("sha256", `madoguchi-demo:${name}`, "hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
