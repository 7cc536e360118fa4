/** The machine's clock. Everything that asks for the time takes a `Clock`, so that a test can set it. */
import type { Clock } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

export const systemClock: Clock = { now: () => Temporal.Now.instant() };
