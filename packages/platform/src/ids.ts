/** Identifiers and secrets. */
import { createHash, randomBytes, randomInt } from "node:crypto";
import { READABLE_CHARACTERS, RECEIPT_NUMBER_RANDOM, receiptNumberOf } from "@madoguchi/notation";

/** A UUID of version 7 (RFC 9562): sorts by time, so that an index grows at its end. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);

  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** 256 random bits, base64url: for links and cookies. Only its `sha256` is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A code for people, `length` characters of 31 (4.95 bits each), grouped by four: `7KQM-2HXD`. */
export function newReadableCode(length: number): string {
  return randomCharacters(length).replace(/(.{4})(?=.)/g, "$1-");
}

/** 受付番号: nobody guesses another's, and a typing mistake is found. */
export function newReceiptNumber(): string {
  return receiptNumberOf(randomCharacters(RECEIPT_NUMBER_RANDOM));
}

function randomCharacters(length: number): string {
  const { length: kinds } = READABLE_CHARACTERS;

  return Array.from({ length }, () => READABLE_CHARACTERS.charAt(randomInt(kinds))).join("");
}

export function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
