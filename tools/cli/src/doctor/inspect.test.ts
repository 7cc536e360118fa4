import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inspectReader, inspectService } from "./inspect.ts";
import { describeSystem, type Machine, thisMachine, tryFolder } from "./machine.ts";

/** A machine with these files, this socket, these answers of commands, and nothing else. */
function machine(parts: {
  platform?: NodeJS.Platform;
  files?: Readonly<Record<string, string>>;
  listens?: boolean;
  run?: Readonly<Record<string, string>>;
}): Machine {
  const { platform = "linux", files = {}, listens = false, run = {} } = parts;
  const names = Object.keys(files);
  return {
    platform,
    exists: (path) => names.some((name) => name === path || name.startsWith(`${path}/`)),
    listens: async () => listens,
    read: async (path) => files[path] ?? null,
    list: async (folder) => [
      ...new Set(
        names
          .filter((name) => name.startsWith(`${folder}/`))
          .map((name) => name.slice(folder.length + 1).split("/")[0] ?? ""),
      ),
    ],
    run: async (command, args) => run[[command, ...args].join(" ")] ?? null,
  };
}

const library = { "/usr/lib/x86_64-linux-gnu/libpcsclite.so.1": "" };
const daemon = { "/usr/sbin/pcscd": "" };
const apt = { "/usr/bin/apt-get": "" };

test.each([
  [{}, { kind: "linux-no-library", tool: null, systemd: false }],
  [{ files: { ...apt } }, { kind: "linux-no-library", tool: "apt", systemd: false }],
  [
    { files: { ...library, "/usr/bin/dnf": "", "/run/systemd/system/x": "" } },
    { kind: "linux-no-daemon", tool: "dnf", systemd: true },
  ],
  [{ files: { ...library, ...daemon, ...apt } }, { kind: "linux-stopped", systemd: false }],
  [{ files: { ...library, ...daemon }, listens: true }, { kind: "linux-refused" }],
  [
    {
      platform: "win32" as const,
      run: {
        "sc.exe query SCardSvr": "        STATE              : 1  STOPPED",
        "sc.exe qc SCardSvr": "        START_TYPE         : 4   DISABLED",
      },
    },
    { kind: "windows-stopped", disabled: true },
  ],
  [
    {
      platform: "win32" as const,
      run: { "sc.exe qc SCardSvr": "        START_TYPE         : 3   DEMAND_START" },
    },
    { kind: "windows-stopped", disabled: false },
  ],
  [
    {
      platform: "win32" as const,
      run: { "sc.exe query SCardSvr": "        STATE              : 4  RUNNING" },
    },
    null,
  ],
  [{ platform: "darwin" as const }, { kind: "macos-silent" }],
  [{ platform: "aix" as const }, null],
])("the service of %j: %j", async (parts, detail) => {
  expect(await inspectService(machine(parts))).toEqual(detail);
});

const usb = "/sys/bus/usb/devices";
const hub = { [`${usb}/1-0:1.0/bInterfaceClass`]: "09\n", [`${usb}/1-0/idVendor`]: "1d6b\n" };
const acr1251 = {
  [`${usb}/1-1:1.0/bInterfaceClass`]: "0b\n",
  [`${usb}/1-1/idVendor`]: "072f\n",
  [`${usb}/1-1/idProduct`]: "2231\n",
};

test.each([
  [{ files: {} }, null],
  [{ files: hub }, { kind: "linux-not-plugged-in" }],
  [
    { files: { ...hub, ...acr1251, ...apt } },
    { kind: "linux-no-driver", usb: "072f:2231", tool: "apt" },
  ],
  [{ platform: "win32" as const, files: acr1251 }, null],
])("the USB of %j: %j", async (parts, detail) => {
  expect(await inspectReader(machine(parts))).toEqual(detail);
});

test("a folder that can be written to, and one that cannot", async () => {
  const home = await mkdtemp(join(tmpdir(), "madoguchi-folder-"));
  try {
    expect(await tryFolder(join(home, "new"))).toEqual({ step: "storage", kind: "keeps" });
    await writeFile(join(home, "file"), "");
    expect(await tryFolder(join(home, "file"))).toMatchObject({ kind: "loses", place: "folder" });
  } finally {
    await rm(home, { recursive: true });
  }
});

test("this machine: a socket that listens, one that does not, a command, a name", async () => {
  const home = await mkdtemp(join(tmpdir(), "madoguchi-socket-"));
  const path = join(home, "socket");
  const server = createServer().listen(path);
  try {
    expect(await thisMachine.listens(path)).toBe(true);
    expect(await thisMachine.listens(join(home, "none"))).toBe(false);
    expect(await thisMachine.run(process.execPath, ["-p", "1+1"])).toBe("2\n");
    expect(await thisMachine.run("no-such-command", [])).toBeNull();
    expect(
      await describeSystem(machine({ files: { "/etc/os-release": 'PRETTY_NAME="窓"\n' } })),
    ).toBe(`窓、Node.js ${process.versions.node}`);
  } finally {
    server.close();
    await rm(home, { recursive: true });
  }
});
