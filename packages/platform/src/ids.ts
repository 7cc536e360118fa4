/** Identifiers and secrets. */
import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { READABLE_CHARACTERS, RECEIPT_NUMBER_RANDOM, receiptNumberOf } from "@madoguchi/notation";

let lastMillisecond = 0;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562): sorts by time, so that an index grows at its end. Those of one process sort as they were made
 * even within a millisecond (its §6.2, method 1), so that what was done in one go is told in its order.
 */
export function newId(): string {
  // Of version 4: its variant and all that is random are the same.
  const random = randomUUID();
  const now = Date.now();
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = Number.parseInt(random.slice(15, 18), 16) >> 1;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMillisecond += 1;
      counter = 0;
    }
  }
  const time = lastMillisecond.toString(16).padStart(12, "0");
  const count = counter.toString(16).padStart(3, "0");

  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}${random.slice(18)}`;
}

/** 256 random bits, base64url: for links and cookies. Only its `sha256` is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A code for people, `length` characters of 31 (4.95 bits each), grouped by four: `7KQM-2HXD`. */
export function newReadableCode(length: number): string {
  return randomCharacters(length).replace(/(.{4})(?=.)/g, "$1-");
}

/** A code of digits, for a mail: to be typed at once, and good for minutes. */
export function newDigits(length: number): string {
  return Array.from({ length }, () => String(randomInt(10))).join("");
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
