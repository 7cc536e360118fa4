import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const checkEveryMs = 500;
const shells = new Set(["sh", "bash", "dash", "zsh", "ash", "busybox"]);

/**
 * Ends this process when the one that started it is gone, even by kill -9: nothing may be left running unseen.
 * The bootstrap holds a channel to us; npm and npx hold none, so there our ancestors are watched.
 */
export function followParent(): void {
  const end = (): void => void process.kill(process.pid, "SIGTERM");
  if (process.channel) {
    process.once("disconnect", end);
    // Watching must not keep a finished command alive.
    process.channel.unref();
    return;
  }
  if (process.env["npm_lifecycle_event"] === undefined || process.platform === "win32") return;
  const watched = watchedProcess();
  const starter = parentOf(watched);
  const watch = setInterval(() => {
    // The kernel gives an orphan to another parent.
    if (parentOf(watched) === starter) return;
    clearInterval(watch);
    end();
  }, checkEveryMs);
  watch.unref();
}

/** The process that npm itself started: this one, or the shell that some systems keep in between. */
function watchedProcess(): number {
  return shells.has(inspect(process.ppid).name) ? process.ppid : process.pid;
}

function parentOf(pid: number): number | undefined {
  return pid === process.pid ? process.ppid : inspect(pid).parent;
}

function inspect(pid: number): { readonly parent: number | undefined; readonly name: string } {
  if (process.platform === "linux") {
    try {
      // `412 (sh) S 389 …`; the name may itself hold spaces and brackets.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return {
        parent: Number(parent),
        name: stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")),
      };
    } catch {
      return { parent: undefined, name: "" };
    }
  }
  const { stdout } = spawnSync("ps", ["-o", "ppid=,ucomm=", "-p", String(pid)], {
    encoding: "utf8",
  });
  const [parent, name = ""] = stdout.trim().split(/\s+/);
  return { parent: parent ? Number(parent) : undefined, name };
}
