/** What a program without any right to administer can see of its machine. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { release } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { StorageFinding } from "@madoguchi/reception/self-test";

const COMMAND_MS = 5_000;

export type Machine = {
  readonly platform: NodeJS.Platform;
  exists(path: string): boolean;
  /** Whether somebody listens on this socket and lets us in. */
  listens(socket: string): Promise<boolean>;
  /** Null when it cannot be read. */
  read(path: string): Promise<string | null>;
  /** Empty when it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  /** What the command prints; null when there is no such command or it fails. */
  run(command: string, args: readonly string[]): Promise<string | null>;
};

export const thisMachine: Machine = {
  platform: process.platform,
  exists: existsSync,
  listens: (path) =>
    new Promise((resolve) => {
      const socket = connect(path);
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    }),
  read: (path) => readFile(path, "utf8").catch(() => null),
  list: (folder) => readdir(folder).catch(() => []),
  run: (command, args) =>
    promisify(execFile)(command, [...args], { timeout: COMMAND_MS }).then(
      ({ stdout }) => stdout,
      () => null,
    ),
};

/** 「Debian GNU/Linux 12 (bookworm)、Node.js 24.21.0」. */
export async function describeSystem(machine: Machine = thisMachine): Promise<string> {
  return `${await systemName(machine)}、Node.js ${process.versions.node}`;
}

async function systemName({ platform, read }: Machine): Promise<string> {
  switch (platform) {
    case "win32":
      return `Windows ${release()}`;
    case "darwin":
      return `macOS（Darwin ${release()}）`;
    default: {
      const name = /^PRETTY_NAME="?([^"\n]+)/m.exec((await read("/etc/os-release")) ?? "");
      return name?.[1] ?? `${platform} ${release()}`;
    }
  }
}

/** Makes the folder, as everything that uses it does. */
export async function tryFolder(folder: string): Promise<StorageFinding> {
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, "");
    await rm(probe);
    return { step: "storage", kind: "keeps" };
  } catch {
    return { step: "storage", kind: "loses", place: "folder" };
  }
}
