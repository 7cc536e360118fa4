/** Numbers that look drawn and are the same each time (mulberry32). For made-up data only. */
import { createHash } from "node:crypto";

export type Draws = {
  /** A whole number from 0 to below. */
  below(end: number): number;
  chance(probability: number): boolean;
  /** One of them, each as often as its weight says. */
  weighed<T>(choices: readonly (readonly [T, number])[]): T | undefined;
};

export function drawFrom(name: string): Draws {
  let state = createHash("sha256").update(name).digest().readUInt32BE(0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  return {
    below: (end) => Math.floor(next() * end),
    chance: (probability) => next() < probability,
    weighed(choices) {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);

      return choices.find(([, weight]) => (left -= weight) < 0)?.[0];
    },
  };
}
