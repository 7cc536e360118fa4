/** What a counter's app is told of its version, and where it is refused. */
import type { UpdateNotice } from "@madoguchi/contract";
import { tokyoToday } from "@madoguchi/notation";
import type { Center } from "../../center.ts";
import type { TerminalActor } from "../rules.ts";
import { refuseSigner } from "../verify.ts";
import { standingOf } from "./rules.ts";

/** Nothing where the app is new enough, or need not say so yet. */
export function updateFor(
  center: Center,
  { appVersion, minimum }: Pick<TerminalActor, "appVersion" | "minimum">,
  said = appVersion,
): UpdateNotice | undefined {
  if (!minimum || standingOf(said, minimum, tokyoToday(center.clock)) === "current") {
    return undefined;
  }

  return { version: minimum.version, refusedFrom: minimum.refusedFrom.toString() };
}

/**
 * Before a challenge: whatever has one is taken to its end, and so is what waits on the device.
 * @param said with this request; an app from before it was sent has told its version when it was opened
 * @throws ProblemError `app-too-old`
 */
export async function requireCurrentApp(
  center: Center,
  { id, facilityId, appVersion, minimum }: TerminalActor,
  said: string | undefined,
): Promise<void> {
  const standing = standingOf(said ?? appVersion, minimum, tokyoToday(center.clock));
  if (standing === "refused") await refuseSigner(center, "app-too-old", { id, facilityId });
}
