/** Further processes of one program on the same port: the system shares out the connections among them. */
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

export type Processes = { stop(): Promise<void> };

/** Elsewhere the system gives all connections to one of those that listen. */
export const canSharePort = process.platform === "linux";

const AGAIN_MILLISECONDS = 1000;

/**
 * One that ends by itself is started again; all of them end with us.
 *
 * @param entry the program, which calls `asFurtherProcess`
 * @param setUp what each is told; bytes may be in it
 */
export async function startProcesses(
  entry: string,
  count: number,
  setUp: unknown,
): Promise<Processes> {
  const running = new Set<ChildProcess>();
  let isStopping = false;

  const start = async (): Promise<void> => {
    if (isStopping) return;
    const child = fork(entry, {
      execArgv: ["--enable-source-maps"],
      // Not by the command line: that would show everybody the secrets in it.
      serialization: "advanced",
      // Its own group: Ctrl-C reaches us first, and we end it in order.
      detached: process.platform !== "win32",
    });
    running.add(child);
    child.once("exit", () => {
      running.delete(child);
      if (!isStopping) setTimeout(() => void start(), AGAIN_MILLISECONDS);
    });
    child.send({ setUp });
    await Promise.race([once(child, "message"), once(child, "exit")]);
  };
  await Promise.all(Array.from({ length: count }, start));

  return {
    async stop() {
      isStopping = true;
      await Promise.all(
        [...running].map(async (child) => {
          if (child.connected) child.disconnect();
          await once(child, "exit");
        }),
      );
    },
  };
}

/**
 * For the entry of such a process.
 *
 * @param open with what it was told; it listens when this ends. @returns how it ends
 */
export function asFurtherProcess(open: (setUp: unknown) => Promise<() => Promise<unknown>>): void {
  process.once("message", (message: { setUp: unknown }) => {
    open(message.setUp).then(
      (close) => {
        process.once("disconnect", () => void close().finally(() => process.exit()));
        process.send?.("listening");
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

/** For whoever must name a port before it listens. @param wanted 0: any. @throws EADDRINUSE, also where others share that port */
export async function freePort(host: string, wanted = 0): Promise<number> {
  const probe = createServer().listen(wanted, host);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");

  return typeof address === "object" && address ? address.port : wanted;
}
