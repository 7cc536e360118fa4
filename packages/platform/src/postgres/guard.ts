import { type ChildProcess, spawn } from "node:child_process";
import { isOnPath } from "./identity.ts";

/**
 * No server outlives the process that started it, however that one ends.
 * Linux: the kernel itself sends SIGINT (a clean, fast shutdown) when the parent is gone.
 */
export function guardPrefix(): readonly string[] {
  return kernelGuards() ? ["setpriv", "--pdeathsig", "INT", "--"] : [];
}

/** Elsewhere: a tiny process that notices the end of its stdin. Returns what to call after a regular stop. */
export function guardProcess(child: ChildProcess): () => void {
  if (kernelGuards() || child.pid === undefined) return () => {};
  const script = `process.stdin.resume().on("end", () => {
    try { process.kill(${child.pid}, "SIGINT"); } catch {}
  });`;
  const watcher = spawn(process.execPath, ["-e", script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    windowsHide: true,
  });
  watcher.unref();
  return () => void watcher.kill("SIGKILL");
}

function kernelGuards(): boolean {
  return process.platform === "linux" && isOnPath("setpriv");
}
