import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { PostgresError } from "./errors.ts";
import { guardPrefix, guardProcess } from "./guard.ts";
import type { Identity } from "./identity.ts";
import { problemFromLog } from "./initialize.ts";

export type Server = { stop(): Promise<void> };

export type Launch =
  | { readonly state: "ready"; readonly server: Server }
  /** Another server, perhaps a dying one, still holds the directory. */
  | { readonly state: "held" }
  | { readonly state: "failed"; readonly error: PostgresError };

/** A clean shutdown that takes longer is cut short; the next start then recovers from the log. */
const patienceMs = 20_000;

const heldMessages = [
  'lock file "postmaster.pid" already exists',
  "pre-existing shared memory block",
  "lock file is empty",
];

/** Runs the server and resolves as soon as it takes connections or has given up. */
export function launch(
  postgres: string,
  settings: readonly string[],
  identity: Identity,
  log: (line: string) => void,
): Promise<Launch> {
  const [command = postgres, ...args] = [
    ...identity.prefix,
    ...guardPrefix(),
    postgres,
    ...settings,
  ];
  const child = spawn(command, args, {
    // Its own process group: Ctrl-C reaches the application first, which then stops the database in order.
    detached: process.platform !== "win32",
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "ignore", "pipe"],
    windowsHide: true,
  });
  const releaseGuard = guardProcess(child);
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const said: string[] = [];
  return new Promise((resolve) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      log(line);
      said.push(line);
      if (!line.includes("database system is ready to accept connections")) return;
      said.length = 0;
      resolve({
        state: "ready",
        server: {
          stop: async () => {
            releaseGuard();
            await stop(child, ended);
          },
        },
      });
    });
    void ended.then(() => {
      releaseGuard();
      const words = said.join("\n");
      const isHeld = heldMessages.some((message) => words.includes(message));
      resolve(isHeld ? { state: "held" } : { state: "failed", error: problemFromLog(words) });
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
  const cut = setTimeout(() => child.kill("SIGQUIT"), patienceMs);
  await ended;
  clearTimeout(cut);
}
