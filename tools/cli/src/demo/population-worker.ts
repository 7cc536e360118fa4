/** The thread that makes batches of insured people, one for each request, in their order. */
import { parentPort, workerData } from "node:worker_threads";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { makeBatch } from "./batches.ts";

const range = z.object({ from: z.int(), to: z.int() });
const { today, now } = z.object({ today: z.string(), now: z.string() }).parse(workerData);
const day = Temporal.PlainDate.from(today);
const instant = Temporal.Instant.from(now);

parentPort?.on("message", (message: unknown) => {
  parentPort?.postMessage(makeBatch(range.parse(message), day, instant));
});
