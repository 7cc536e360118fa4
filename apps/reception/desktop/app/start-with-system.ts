/** 「Windows と一緒に起動する」: one value of the person's own registry, for which nobody's permission is needed. */
import type { Registry } from "./registry.ts";

const KEY = String.raw`Software\Microsoft\Windows\CurrentVersion\Run`;
const NAME = "Madoguchi";

export interface StartWithSystem {
  isOn(): Promise<boolean>;
  turn(on: boolean): Promise<void>;
}

/** Undefined on a system where it is arranged otherwise. @param program what is to be started */
export function openStartWithSystem(
  program: string,
  registry: Registry | undefined,
): StartWithSystem | undefined {
  if (registry === undefined) return undefined;
  const value = `"${program}"`;
  return {
    // A program that was moved since would not be found at the next start.
    isOn: async () => registry.read("HKCU", KEY, NAME) === value,
    async turn(on) {
      if (on) registry.write("HKCU", KEY, NAME, value);
      else registry.remove("HKCU", KEY, NAME);
    },
  };
}
