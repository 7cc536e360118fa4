/** 「Windows と一緒に起動する」: one value of the person's own registry, for which nobody's permission is needed. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { systemProgram } from "./system-program.ts";

const run = promisify(execFile);
const KEY = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Run`;
const NAME = "Madoguchi";

export interface StartWithSystem {
  isOn(): Promise<boolean>;
  turn(on: boolean): Promise<void>;
}

/** Undefined on a system where it is arranged otherwise. @param program what is to be started */
export function openStartWithSystem(
  program: string,
  platform: NodeJS.Platform = process.platform,
): StartWithSystem | undefined {
  if (platform !== "win32") return undefined;
  const reg = systemProgram("reg.exe");
  const value = `"${program}"`;
  return {
    isOn: async () => {
      const found = await run(reg, ["query", KEY, "/v", NAME]).catch(() => null);
      // A program that was moved since would not be found at the next start.
      return found !== null && found.stdout.includes(program);
    },
    async turn(on) {
      if (on) await run(reg, ["add", KEY, "/v", NAME, "/t", "REG_SZ", "/d", value, "/f"]);
      else await run(reg, ["delete", KEY, "/v", NAME, "/f"]).catch(() => {});
    },
  };
}
