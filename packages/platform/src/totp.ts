/** One-time codes of an authenticator app (RFC 6238): SHA-1, six digits, thirty seconds, as every app knows them. */
import { createHmac, randomBytes } from "node:crypto";
import type { Temporal } from "temporal-polyfill";

const STEP_SECONDS = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** A code is read and typed for a while, and the telephone's clock is not ours. */
const STEPS_AROUND = [0, -1, 1] as const;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function newTotpSecret(): Uint8Array {
  return randomBytes(SECRET_BYTES);
}

/** As people type it into an app: base32 (RFC 4648), without padding. */
export function totpSecretText(secret: Uint8Array): string {
  const bits = Array.from(secret, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];

  return groups.map((group) => BASE32.charAt(Number.parseInt(group.padEnd(5, "0"), 2))).join("");
}

/** What the QR code holds: `otpauth://totp/…`. */
export function totpUri(secret: Uint8Array, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const parameters = `secret=${totpSecretText(secret)}&issuer=${encodeURIComponent(issuer)}`;

  return `otpauth://totp/${label}?${parameters}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}

export function totpCode(secret: Uint8Array, at: Temporal.Instant): string {
  return codeOf(secret, stepAt(at));
}

/**
 * The step whose code this is, or null. A code is good once: keep the step, and give it as `lastStep` the next time.
 * @param code digits only
 */
export function totpStepOf(
  secret: Uint8Array,
  code: string,
  at: Temporal.Instant,
  lastStep: number | null,
): number | null {
  const now = stepAt(at);

  return (
    STEPS_AROUND.map((offset) => now + offset)
      .filter((step) => lastStep === null || step > lastStep)
      .find((step) => codeOf(secret, step) === code) ?? null
  );
}

function stepAt(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000 / STEP_SECONDS);
}

/** RFC 4226, section 5.3. */
function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;

  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}
