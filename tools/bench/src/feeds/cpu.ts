/** The processor time of this process and of a PostgreSQL beside it: other work on the machine changes it less than the clock. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Of a second, as Linux counts in /proc. */
const TICKS = 100;

/** @returns seconds so far; null where the machine does not tell of other processes */
export function processorSeconds(dataDir: string): number | null {
  const { user, system } = process.cpuUsage();
  const postgres = ofPostgres(dataDir);

  return postgres === null ? null : (user + system) / 1e6 + postgres;
}

function ofPostgres(dataDir: string): number | null {
  try {
    const [postmaster = ""] = readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
    const all = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(statOf);

    return all
      .filter(({ pid, parent }) => pid === postmaster || parent === postmaster)
      .reduce((sum, { pid, own, ended }) => sum + own + (pid === postmaster ? ended : 0), 0);
  } catch {
    return null;
  }
}

/** Nothing for a process that has ended meanwhile. */
function statOf(pid: string) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the name, which may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const seconds = (...places: readonly number[]) =>
      places.reduce((sum, place) => sum + Number(fields[place]) / TICKS, 0);

    return [{ pid, parent: fields[1] ?? "", own: seconds(11, 12), ended: seconds(13, 14) }];
  } catch {
    return [];
  }
}
