/** What a bench says: a figure of ours beside the ceiling of the same run. */
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
