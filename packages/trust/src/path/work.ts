/** A bound on the work that one question may cause, whatever the certificates in it say. */

/** Thrown through the whole of a validation, and caught only where the verdict is written. */
export class TooMuchWork extends Error {
  constructor() {
    super("too-much-work");
    this.name = "TooMuchWork";
  }
}

/**
 * What one signature check costs, where looking at a list's next element costs 1. 40 of the dearest (P-384, half a millisecond or
 * more each) or 400,000 comparisons of names fit into a question, either of them within some 40 ms; a list of many megabytes is
 * hashed three times at most.
 */
export function signatureCost(message: Uint8Array): number {
  return 20_000 + Math.ceil(message.length / 256);
}

/** What comparing two names costs. */
export const NAME_COST = 2;

const LIMIT = 800_000;

export class Work {
  #left = LIMIT;

  /** @throws TooMuchWork */
  spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) throw new TooMuchWork();
  }
}
