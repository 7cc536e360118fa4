/** A tenth of what `npm run -s bench -- trust-mutation` does. */
import { expect, test } from "vitest";
import { BOUND_MILLISECONDS, judgeHostile } from "./hostile.ts";

const SEED = 20_261_122;

test("100,000 broken certificates and lists: no crash, none slow, none trusted", () => {
  const result = judgeHostile(100_000, SEED);
  process.stdout.write(`seed ${SEED}: ${JSON.stringify(result)}\n`);
  expect(result.slowestMilliseconds).toBeLessThan(BOUND_MILLISECONDS);
  expect(result.trusted).toBe(0);
  // Broken, but not all beyond reading: the code behind the reader is reached as well.
  expect(result.readable).toBeGreaterThan(5000);
});
