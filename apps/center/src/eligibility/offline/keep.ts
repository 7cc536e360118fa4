/** What was answered to offline checks is kept until their devices have it for sure, and no longer. */
import type { Center } from "../../center.ts";
import { RESULT_DAYS } from "./rules.ts";
import { forgetOfflineResults } from "./store.ts";

export async function forgetOfflineAnswers(center: Pick<Center, "db" | "clock">): Promise<number> {
  const before = center.clock.now().subtract({ hours: 24 * RESULT_DAYS });

  return forgetOfflineResults(center.db, before);
}
