/** How long a card takes. */
import { INS } from "@madoguchi/card";

/** Milliseconds. */
export type CardTiming = {
  /** What every command takes: reader, field and operating system of the chip. */
  readonly perCommand: number;
  /** Of command and answer: on a contactless link at 106 kbit/s. */
  readonly perByte: number;
  readonly verify: number;
  readonly sign: number;
};

/**
 * About what people see with a contactless reader: some tens of milliseconds a command, half a second for a signature.
 * Our estimate from the link's rate and a chip of its kind; no card was measured.
 */
export const contactlessTiming: CardTiming = {
  perCommand: 15,
  perByte: 0.1,
  verify: 30,
  sign: 400,
};

export function timeOf(timing: number | CardTiming, apdu: Uint8Array, answer: Uint8Array): number {
  if (typeof timing === "number") return timing;
  const { perCommand, perByte, verify, sign } = timing;
  const extra = new Map<number, number>([
    [INS.verify, apdu.length > 4 ? verify : 0],
    [INS.performSecurityOperation, answer.length > 2 ? sign : 0],
  ]);
  return perCommand + perByte * (apdu.length + answer.length) + (extra.get(apdu[1] ?? 0) ?? 0);
}
