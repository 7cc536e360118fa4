/** EF 0006: who plays the application. 160 bytes laid out as CK_TOKEN_INFO of PKCS#11 v2.20, texts padded with spaces. */

export type TokenKind = "card" | "jukiCard" | "androidPhone" | "iPhone";

const labels: Record<TokenKind, string> = {
  card: "JPKIAPICCTOKEN2",
  jukiCard: "JPKIAPICCTOKEN",
  androidPhone: "JPKIAPGPSETOKEN",
  iPhone: "JPKIAPIOSTOKEN",
};

/** @param serial the last 16 characters are shown */
export function tokenInfo(kind: TokenKind, serial: string): Uint8Array {
  const text =
    labels[kind].padEnd(32) +
    "Madoguchi virtual card".padEnd(32) +
    "TEST".padEnd(16) +
    serial.slice(-16).padEnd(16);
  // Flags, session, PIN-length and memory counters, versions and clock say nothing on a card: spaces, like the rest.
  return new TextEncoder().encode(text.padEnd(160));
}
