import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { Gate } from "./gate.ts";

test("so many at a time, in the order in which they came, also after a failure", async () => {
  const gate = new Gate(2);
  const began: number[] = [];
  let inside = 0;
  let most = 0;
  const passes = [0, 1, 2, 3, 4, 5].map((number) =>
    gate.pass(async () => {
      began.push(number);
      inside += 1;
      most = Math.max(most, inside);
      await setImmediate();
      inside -= 1;
      if (number === 1) throw new Error("one fails");
      return number;
    }),
  );
  const outcomes = await Promise.allSettled(passes);
  expect(began).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
  // A place given back is a place to take.
  expect(await gate.pass(async () => "later")).toBe("later");
});
