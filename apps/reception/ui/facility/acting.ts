/**
 * 併設: a device may belong to several facilities. Which one acts is chosen in each window and remembered there only, so
 * that a window opened anew never goes on as a facility that nobody chose in it.
 */
import type { Registration } from "../check/check.ts";

const KEY = "madoguchi-acting";

/** Null: none, or several and none was chosen in this window. */
export function actingOf(registrations: readonly Registration[]): Registration | null {
  const [only, ...others] = registrations;
  if (only === undefined || others.length === 0) return only ?? null;
  const chosen = sessionStorage.getItem(KEY);

  return registrations.find(({ terminal }) => terminal.terminalId === chosen) ?? null;
}

export function rememberActing({ terminal }: Registration): void {
  sessionStorage.setItem(KEY, terminal.terminalId);
}
