/** Whether this device opens by a code, and after how long it locks itself. The code's hash lies elsewhere. */
import { z } from "zod";

const KEY = "madoguchi-lock";

const lockStateSchema = z.object({
  isSet: z.boolean().catch(false),
  /** Minutes without a touch; 0 is never. */
  idleMinutes: z.int().min(0).max(60).catch(10),
});
export type LockState = z.infer<typeof lockStateSchema>;

export function loadLockState(): LockState {
  return lockStateSchema.parse(read(localStorage.getItem(KEY)));
}

export function keepLockState(state: LockState): void {
  localStorage.setItem(KEY, JSON.stringify(state));
}

function read(text: string | null): unknown {
  try {
    return Object(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}
