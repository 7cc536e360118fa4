import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { playOverVpcd, type PlayableCard, type VpcdSession } from "@madoguchi/cli";
import { isAlive, lockFile } from "./file-lock.ts";

/** pcscd's socket is fixed when it is compiled, so a machine has one pcscd and every test shares it. */
const SOCKET = "/run/pcscd/pcscd.comm";
/** Written by every pcscd, also by the machine's own. */
const PID_FILE = "/run/pcscd/pcscd.pid";
const STATE = join(tmpdir(), "madoguchi-pcscd");
const USERS = join(STATE, "users");
const DAEMON = join(STATE, "daemon.pid");
const START_ATTEMPTS = 100;
/** pcscd looks at a reader every 0.4 s; a card that was away for less may count as never gone. */
const LOOK_MS = 500;
const PATIENT_LOOKS = 3;

const run = promisify(execFile);

export type VirtualSlot = { readonly reader: string; readonly port: number };

export type CardSlot = VirtualSlot & {
  /** Lays the card on the reader. Resolves when it has power, or is pulled out again. */
  put(card: PlayableCard): Promise<VpcdSession>;
  release(): Promise<void>;
};

/** The two readers of Debian's vsmartcard-vpcd; a card connects to `port` to lie on `reader`. Slot 0 is for OpenSC, slot 1 for our own PC/SC binding. */
export const slots = [
  { reader: "Virtual PCD 00 00", port: 35963 },
  { reader: "Virtual PCD 00 01", port: 35964 },
] as const satisfies readonly VirtualSlot[];

/** One card lies on a reader at a time, across all test processes of the machine. */
export async function holdSlot(index: 0 | 1): Promise<CardSlot> {
  await mkdir(STATE, { recursive: true });
  const release = await lockFile(join(STATE, `slot-${index}.lock`));
  const slot = slots[index];
  let leftAt = Number.NEGATIVE_INFINITY;
  const put = async (card: PlayableCard): Promise<VpcdSession> => {
    for (;;) {
      await delay(Math.max(0, leftAt + LOOK_MS - performance.now()));
      const powered = whenPowered(card);
      const session = await playOverVpcd(powered.card, slot);
      void session.closed.then(() => (leftAt = performance.now()));
      const noticed = await Promise.race([powered.noticed, session.closed.then(() => true)]);
      if (noticed) return session;
      await session.close();
    }
  };
  return { ...slot, put, release };
}

/**
 * The same card, and whether the reader gives it power. pcscd that learns from a broken command that a card left still
 * looks whether one lies there, every 0.4 s; another one by then is asked for its ATR for ever and gets no power.
 */
function whenPowered(card: PlayableCard): {
  readonly card: PlayableCard;
  readonly noticed: Promise<boolean>;
} {
  const noticed = Promise.withResolvers<boolean>();
  let looks = 0;
  return {
    noticed: noticed.promise,
    card: {
      get atr() {
        looks += 1;
        if (looks > PATIENT_LOOKS) noticed.resolve(false);
        return card.atr;
      },
      process: (apdu) => card.process(apdu),
      powerOn: () => {
        card.powerOn();
        noticed.resolve(true);
      },
      powerOff: () => card.powerOff(),
    },
  };
}

export type Pcscd = {
  /** Ends the service under everybody who uses it, runs `during`, and starts it again. Hold both slots, so that this is nobody else. */
  outage<T>(signal: "SIGTERM" | "SIGKILL", during: () => Promise<T>): Promise<T>;
  /** The same, but `during` finds the service running without a single reader. */
  withoutReaders<T>(during: () => Promise<T>): Promise<T>;
  /** What the service holds for its clients, whose number is the machine's and may be falling still. */
  usage(): Promise<{ readonly files: number; readonly threads: number }>;
  stop(): Promise<void>;
};

/**
 * A running pcscd with its two virtual readers: the machine's own, or one that is started here and ends with its last user.
 * @throws Error naming the Debian packages when they are missing
 */
export async function startPcscd(): Promise<Pcscd> {
  await mkdir(USERS, { recursive: true });
  const user = join(USERS, `${process.pid}.${randomUUID()}`);
  const unlock = await lockFile(join(STATE, "daemon.lock"));
  try {
    if (!(await answers())) await spawnDaemon();
    await untilVisible(slots[0].reader);
    await writeFile(user, "");
  } finally {
    await unlock();
  }
  return { outage, withoutReaders, usage, stop: () => leave(user) };
}

async function outage<T>(signal: "SIGTERM" | "SIGKILL", during: () => Promise<T>): Promise<T> {
  const unlock = await lockFile(join(STATE, "daemon.lock"));
  try {
    const pid = await ownDaemon();
    if (pid === undefined)
      throw new Error("This pcscd is the machine's own. Run: systemctl stop pcscd.socket pcscd");
    await endProcess(pid, signal);
    try {
      return await during();
    } finally {
      await spawnDaemon();
      await untilVisible(slots[0].reader);
    }
  } finally {
    await unlock();
  }
}

async function withoutReaders<T>(during: () => Promise<T>): Promise<T> {
  const empty = join(STATE, "no-readers.conf");
  await writeFile(empty, "");
  return outage("SIGTERM", async () => {
    await spawnDaemon(["--config", empty]);
    await untilTrue(answers, "pcscd does not start without readers");
    try {
      return await during();
    } finally {
      const pid = await ownDaemon();
      if (pid !== undefined) await endProcess(pid, "SIGTERM");
    }
  });
}

async function usage(): Promise<{ readonly files: number; readonly threads: number }> {
  const pid = Number.parseInt(await readFile(PID_FILE, "utf8"), 10);
  const count = async (what: "fd" | "task") => (await readdir(`/proc/${pid}/${what}`)).length;
  return { files: await count("fd"), threads: await count("task") };
}

/** Undefined when the daemon is the machine's own. */
async function ownDaemon(): Promise<number | undefined> {
  const pid = Number(await readFile(DAEMON, "utf8").catch(() => ""));
  return pid > 0 && isAlive(pid) ? pid : undefined;
}

async function leave(user: string): Promise<void> {
  const unlock = await lockFile(join(STATE, "daemon.lock"));
  try {
    await rm(user, { force: true });
    const users = await readdir(USERS);
    if (users.some((name) => isAlive(Number.parseInt(name, 10)))) return;
    await Promise.all(users.map((name) => rm(join(USERS, name), { force: true })));
    // The machine's own stays.
    const pid = await ownDaemon();
    await rm(DAEMON, { force: true });
    if (pid !== undefined) await endProcess(pid, "SIGTERM");
  } finally {
    await unlock();
  }
}

async function endProcess(pid: number, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  process.kill(pid, signal);
  for (let attempt = 0; attempt < START_ATTEMPTS && isAlive(pid); attempt++) await delay(50);
}

async function spawnDaemon(options: readonly string[] = []): Promise<void> {
  await access("/usr/lib/pcsc/drivers/serial/libifdvpcd.so").catch(() => {
    throw new Error(
      "The virtual readers are not installed. Run: apt-get install -y --no-install-recommends pcscd vsmartcard-vpcd opensc",
    );
  });
  await quickAcknowledge();
  // pcscd 2 asks polkit, which a test machine has not; pcscd 1.9 does not know the option.
  const { stdout } = await run("pcscd", ["--help"]);
  const polkit = stdout.includes("--disable-polkit") ? ["--disable-polkit"] : [];
  const daemon = spawn("pcscd", ["--foreground", ...polkit, ...options], {
    stdio: "ignore",
    detached: true,
  });
  daemon.unref();
  if (daemon.pid === undefined) throw new Error("pcscd did not start");
  await writeFile(DAEMON, String(daemon.pid));
}

/**
 * vpcd 3.3 sends length and body apart, and delayed acknowledgement then adds 40 ms to every APDU.
 * As root, loopback acknowledges at once; without that right everything works, only slower.
 */
async function quickAcknowledge(): Promise<void> {
  if (process.getuid?.() !== 0) return;
  for (const range of ["127.0.0.0/8", "127.0.0.1"]) {
    const route = `local ${range} dev lo table local proto kernel scope host src 127.0.0.1`;
    await run("ip", ["route", "change", ...route.split(" "), "quickack", "1"]).catch(() => {});
  }
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(SOCKET);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function untilVisible(reader: string): Promise<void> {
  await untilTrue(async () => {
    const listed = await run("opensc-tool", ["--list-readers"]).catch(() => undefined);
    return listed?.stdout.includes(reader) === true;
  }, `pcscd runs but does not show the reader "${reader}"`);
}

async function untilTrue(asked: () => Promise<boolean>, failure: string): Promise<void> {
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    if (await asked()) return;
    await delay(50);
  }
  throw new Error(failure);
}
