import { useIdle } from "../shell/use-idle.ts";

/** Locks when nobody has touched the screen for so long; a check that is under way ends with it. */
export function AutoLock({ minutes, onIdle }: { minutes: number; onIdle: () => void }) {
  useIdle(minutes * 60, onIdle);
  return null;
}
