/** Measurements against ceilings taken in the same run. One file a bench; the command `bench` prints what it returns. */
export type BenchResult = {
  readonly name: string;
  readonly ours: number;
  /** What this machine could do at best, measured in the same minutes. */
  readonly ceiling: number;
  readonly ratio: number;
  readonly unit: string;
  /** What was measured, how, and on what. `null` is what this machine could not measure; a text beside it says why. */
  readonly conditions: Readonly<Record<string, string | number | boolean | null>>;
};

export type Bench = () => Promise<BenchResult>;

export const benches: Readonly<Record<string, Bench>> = {
  card: async () => (await import("./card.ts")).benchCard(),
  check: async () => (await import("./check.ts")).benchCheck(),
};
