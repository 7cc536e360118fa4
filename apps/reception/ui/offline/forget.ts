/** What is kept for times without the center goes with its time, and with the terminal's registration. */
import type { Temporal } from "temporal-polyfill";
import type { Settings } from "../settings/settings.ts";
import { forgetAllLastAnswers, forgetLastAnswers } from "./last-answers.ts";
import { forgetOldAnswers, forgetQueue } from "./queue.ts";

export async function forgetOldOffline(
  terminalId: string,
  keepLast: Settings["keepLast"],
  today: Temporal.PlainDate,
): Promise<void> {
  await forgetOldAnswers(terminalId, today);
  // Who keeps none has had all forgotten when they said so.
  if (keepLast !== "none") await forgetLastAnswers(terminalId, keepLast, today);
}

export async function forgetOffline(terminalId: string): Promise<void> {
  await forgetAllLastAnswers(terminalId);
  await forgetQueue(terminalId);
}
