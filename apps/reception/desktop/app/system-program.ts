import { win32 } from "node:path";

/** A program of Windows by its full name: no other of that name on the path is taken for it. */
export function systemProgram(name: string): string {
  return win32.join(process.env["SystemRoot"] ?? String.raw`C:\Windows`, "System32", name);
}
