/** The machine's clock. Everything that asks for the time takes a `Clock`, so that a test can set it. */
import type { Clock } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

export const systemClock: Clock = { now };

let last = Temporal.Now.instant();

/** To the millisecond. All who ask within one get the same instant: a busy center asks several times a request. */
function now(): Temporal.Instant {
  const milliseconds = Date.now();
  if (last.epochMilliseconds !== milliseconds) {
    last = Temporal.Instant.fromEpochMilliseconds(milliseconds);
  }

  return last;
}
