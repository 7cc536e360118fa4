import { Writable } from "node:stream";

/**
 * A program without a console may have been started with outputs that cannot be written to. Node finds that out when somebody first
 * looks at them, and throws there: in the middle of a call to the center. What is written to such a one is lost, as there is nobody.
 */
export function mendStreams(): void {
  for (const name of ["stdout", "stderr"] as const) {
    try {
      process[name].on("error", () => {});
    } catch {
      const value = new Writable({ write: (_chunk, _encoding, done) => done() });
      Object.defineProperty(process, name, { value });
    }
  }
}
