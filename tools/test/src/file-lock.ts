import { open, readFile, rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 50;

/** True while the process with this id lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function tryCreate(path: string): Promise<boolean> {
  try {
    await using file = await open(path, "wx");
    await file.writeFile(String(process.pid));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Holds `path` against every other process on the machine until the returned function is called.
 * A lock left by a dead process is taken over. Waits without limit: the test runner's own timeout ends a wait.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  while (!(await tryCreate(path))) {
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    // An empty file belongs to somebody who is just writing its pid.
    if (holder > 0 && !isAlive(holder)) await rm(path, { force: true });
    else await delay(POLL_MS);
  }
  return () => rm(path, { force: true });
}
