/** A bound on the work that one question may cause, whatever the certificates in it say. */

/** Thrown through the whole of a validation, and caught only where the verdict is written. */
export class TooMuchWork extends Error {
  constructor() {
    super("too-much-work");
    this.name = "TooMuchWork";
  }
}

/**
 * What one signature check costs, where a comparison costs 1. The dearest key (P-384, half a millisecond) then keeps a question near
 * 40 ms, and a list of many megabytes is hashed a few times at most.
 */
export function signatureCost(message: Uint8Array): number {
  return 2_500 + Math.ceil(message.length / 1024);
}

const LIMIT = 200_000;

export class Work {
  #left = LIMIT;

  /** @throws TooMuchWork */
  spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) throw new TooMuchWork();
  }
}
