/** Fast repeatable chance for the fuzz tests: a million cases in seconds, and any of them again from its seed. */

const seedVariable = "MADOGUCHI_FUZZ_SEED";

/** The same for everybody, so that nobody fails for another's fault; by the variable any other, to look further. */
export function chooseSeed(environment: Readonly<Record<string, string | undefined>>): number {
  return Number(environment[seedVariable] ?? 20_261_122);
}

/** What to type to see a failure again. */
export function seedName(seed: number): string {
  return `${seedVariable}=${seed}`;
}

/** mulberry32 (public domain, Tommy Ettinger): 32 bits of state, and quick. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ n < 2³² */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** 0 ≤ n < `limit` */
  below(limit: number): number {
    return this.next() % limit;
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }

  pick<T>(first: T, ...others: readonly T[]): T {
    return others[this.below(others.length + 1)] ?? first;
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at++) bytes[at] = this.next();
    return bytes;
  }

  /** A copy with up to four faults of the kinds that links and cards make. */
  spoil(whole: Uint8Array): Uint8Array {
    let bytes: Uint8Array = whole.slice();
    for (let faults = 1 + this.below(4); faults > 0; faults--) bytes = this.#spoilOnce(bytes);
    return bytes;
  }

  #spoilOnce(bytes: Uint8Array): Uint8Array {
    // Tags and lengths stand in front, so most faults shall be there.
    const at = this.chance(2)
      ? this.below(Math.min(16, bytes.length + 1))
      : this.below(bytes.length + 1);
    switch (this.below(6)) {
      case 0:
        return bytes.slice(0, at);
      case 1:
        return bytes.slice(at);
      case 2:
        bytes.copyWithin(at, this.below(bytes.length + 1));
        return bytes;
      case 3:
        bytes.fill(this.pick(0x00, 0xff, 0x80, 0x1f), at, at + 1 + this.below(4));
        return bytes;
      case 4:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << this.below(8));
        return bytes;
      default:
        if (at < bytes.length) bytes[at] = this.next();
        return bytes;
    }
  }
}
