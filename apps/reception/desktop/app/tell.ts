/** Says something to the person at the computer when there is no page to say it on. */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

const TITLE = "マイナ資格確認";
/** MB_ICONERROR with MB_SETFOREGROUND. */
const STYLE = 0x10 | 0x1_0000;

/** A box on Windows, where a program like this has no console; a line on standard error elsewhere. */
export async function tell(message: string): Promise<void> {
  process.stderr.write(`${message}\n`);
  if (process.platform !== "win32") return;
  try {
    const { default: koffi } = await import("koffi");
    const user32 = koffi.load("user32.dll");
    const box = user32.func("MessageBoxW", "int32_t", ["uintptr_t", "str16", "str16", "uint32_t"]);
    box(0, message, TITLE, STYLE);
  } catch {
    // What cannot be shown stands in the record.
  }
}

/** Starts, ends and faults, for whoever is asked for help; never who was checked. */
export function openRecord(file: string): (line: string) => void {
  return (line) => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${new Date().toISOString()} ${line}\n`);
    } catch {
      // A full disk must not keep patients waiting.
    }
  };
}
