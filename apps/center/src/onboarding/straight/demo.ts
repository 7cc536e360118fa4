/** For the demo: the rule at work, with a draw that comes out as the demo needs it. */
import type { Center } from "../../center.ts";
import { handedInAs } from "../store/applications.ts";
import { judgeApplication } from "./actions.ts";
import { drawnFrom } from "./draw.ts";

/** @param samplePercent of the terms that hold */
export async function judgeDrawn(
  center: Pick<Center, "db" | "clock">,
  id: string,
  isInSample: boolean,
  samplePercent: number,
): Promise<void> {
  const aboutId = await handedInAs(center.db, id);
  let seed = 0;
  while (drawnFrom(`demo-${seed}`, aboutId) < samplePercent !== isInSample) seed += 1;
  await judgeApplication(center, id, `demo-${seed}`);
}
