/** One run of the program: server and window, until the window is closed. */
import { randomBytes } from "node:crypto";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HOST } from "../agent.ts";
import { createPcscPort } from "../pcsc/port.ts";
import { openKept } from "./kept.ts";
import type { Screen } from "./screen.ts";
import { AGAIN_PATH, startAppServer, type AppServer } from "./server.ts";
import { openRegistry } from "./registry.ts";
import { openStartWithSystem, ownCommand } from "./start-with-system.ts";
import { openWindow } from "./window.ts";

/** The terminal's key belongs to the page's address, and with it to the port: it is the same at every start. */
export const USUAL_PORT = 47_310;

const LOOK_MS = 5000;
/** A page that is loaded anew is away for a moment. */
const ALONE_MS = 60_000;
/** Who looks for the set-up information says nothing for a while. */
const ALONE_AT_FIRST_MS = 15 * 60_000;

export type RunOptions = {
  readonly data: string;
  readonly screen: Screen;
  readonly port: number;
  /** An origin that replaces what is remembered. */
  readonly center: string | undefined;
  /** Without it the address is printed, for whoever opens it. */
  readonly window: boolean;
};

const runningSchema = z.object({ port: z.int(), secret: z.string() });

/** Said to the person as it is. */
export class CannotRun extends Error {}

/** @returns when the program is to end. @throws CannotRun */
export async function run(options: RunOptions): Promise<void> {
  const { data, screen, port, center } = options;
  const kept = openKept(join(data, "app.json"));
  if (center !== undefined) kept.keep({ ...kept.read(), center });
  const running = join(data, "running.json");
  const secret = randomBytes(32).toString("base64url");
  const registry = await openRegistry();
  let window: ChildProcess | undefined;
  const open = (server: AppServer) => {
    window = openWindow(server.makeAddress(), join(data, "window"), registry);
  };
  const stop = new AbortController();
  let server: AppServer | undefined;
  try {
    server = await startAppServer({
      screen,
      kept,
      port,
      ports: [createPcscPort()],
      settingsFile: join(data, "agent.json"),
      startWithSystem: openStartWithSystem(ownCommand(), { registry }),
      again: { secret, open: () => server && open(server) },
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (await askRunning(running)) return;
    throw new CannotRun(
      `ポート ${port} を別のアプリが使っているため、始められません。そのアプリを閉じるか、パソコンを再起動してから、もう一度起動してください。`,
      { cause: error },
    );
  }
  mkdirSync(data, { recursive: true });
  writeFileSync(running, JSON.stringify({ port: server.port, secret }), { mode: 0o600 });
  if (options.window) {
    open(server);
    endWhenAlone(
      server,
      () => window,
      () => kept.read().center !== null,
      stop,
    );
  } else {
    process.stdout.write(`${server.makeAddress()}\n`);
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  await once(stop.signal, "abort");
  await server.close();
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

/** @returns whether the program that runs already opens one more window */
async function askRunning(file: string): Promise<boolean> {
  try {
    const { port, secret } = runningSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const answer = await fetch(`http://${HOST}:${port}${AGAIN_PATH}`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}` },
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** A browser that runs already takes the window over and ends its own process at once, so that pages count as well. */
function endWhenAlone(
  server: AppServer,
  windowOf: () => ChildProcess | undefined,
  isSetUp: () => boolean,
  stop: AbortController,
): void {
  const look = setInterval(() => {
    const window = windowOf();
    const isOpen = window !== undefined && window.exitCode === null && window.signalCode === null;
    const patience = isSetUp() ? ALONE_MS : ALONE_AT_FIRST_MS;
    if (!isOpen && Date.now() - server.lastSeen() > patience) stop.abort();
  }, LOOK_MS);
  stop.signal.addEventListener("abort", () => clearInterval(look));
}
