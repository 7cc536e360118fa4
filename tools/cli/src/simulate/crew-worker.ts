/** A thread of the crew: does one errand after the other, and says when each is done. */
import { parentPort, workerData } from "node:worker_threads";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Errand } from "./crew.ts";
import { deeds } from "./deeds.ts";
import { fateOf } from "./fates.ts";
import { openOffice } from "./place.ts";

/** Some at a time, as people do who do not wait for each other. */
const AT_ONCE = 10;

const address = z.object({ databaseUrl: z.string(), varDir: z.string() }).parse(workerData);
const place = openOffice(address);

async function run({ deed, at, turns }: Errand): Promise<void> {
  place.setTime(Temporal.Instant.from(at));
  const left = turns.values();
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const turn of left) await deeds[deed]({ ...turn, place, fate: fateOf(turn.number) });
  });
  await Promise.all(workers);
}

parentPort?.on("message", async (errand: Errand) => {
  await run(errand);
  parentPort?.postMessage("done");
});
