/** A million broken certificates and lists: how long the slowest takes, beside the bound that no input may pass. */
import { availableParallelism } from "node:os";
import type { BenchResult } from "./result.ts";
import { rounded } from "./statistics.ts";
import { BOUND_MILLISECONDS, judgeHostile } from "./trust/hostile.ts";

const INPUTS = 1_000_000;

export async function benchTrustMutation(): Promise<BenchResult> {
  const seed = Date.now() % 1_000_000_007;
  const result = judgeHostile(INPUTS, seed);
  if (result.trusted > 0) {
    throw new Error(`seed ${seed}: ${result.trusted} broken certificates or lists were trusted`);
  }

  return {
    name: "trust-mutation",
    ours: rounded(result.slowestMilliseconds),
    ceiling: BOUND_MILLISECONDS,
    ratio: rounded(BOUND_MILLISECONDS / result.slowestMilliseconds),
    unit: "ms for the slowest input",
    conditions: {
      inputs: result.inputs,
      crashes: 0,
      trusted: result.trusted,
      readable: result.readable,
      seed,
      meanMicroseconds: rounded(result.meanMicroseconds),
      heapGrowthMegabytes: rounded(result.heapGrowthMegabytes),
      timing:
        "each input once; one that would be the slowest three times more, and its least time counts",
      corpus:
        "the 405 certificates and 173 revocation lists of NIST's PKITS, broken by bytes and by elements",
      cores: availableParallelism(),
      node: process.version,
    },
  };
}
