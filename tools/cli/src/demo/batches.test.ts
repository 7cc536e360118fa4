import type { InsuredBatch } from "@madoguchi/center/insured-batch.ts";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { batchesOf } from "./batches.ts";

const wanted = {
  from: 100,
  to: 7000,
  today: Temporal.PlainDate.from("2026-11-29"),
  now: Temporal.Instant.from("2026-11-29T00:00:00Z"),
};

async function all(batches: ReturnType<typeof batchesOf>): Promise<readonly InsuredBatch[]> {
  const made: InsuredBatch[] = [];
  for await (const batch of batches) made.push(batch);
  return made;
}

test("a thread of its own makes the same batches in the same order", async () => {
  const elsewhere = await all(batchesOf(wanted, 1));
  expect(elsewhere).toHaveLength(23);
  expect(elsewhere).toEqual(await all(batchesOf(wanted)));
});
