/** Why the smart card service is silent, or no reader shows, as far as it can be seen without rights. */
import type { PackageTool, ReaderDetail, ServiceDetail } from "@madoguchi/reception/self-test";
import type { Machine } from "./machine.ts";

/** Null when nothing about this machine explains it. */
export async function inspectService(machine: Machine): Promise<ServiceDetail | null> {
  switch (machine.platform) {
    case "linux":
      return inspectLinuxService(machine);
    case "win32":
      return inspectWindowsService(machine);
    case "darwin":
      return { kind: "macos-silent" };
    default:
      return null;
  }
}

const libraryFolders = [
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/lib/x86_64-linux-gnu",
  "/lib/aarch64-linux-gnu",
  "/usr/lib64",
  "/usr/lib",
  "/usr/local/lib",
];
const daemons = ["/usr/sbin/pcscd", "/usr/bin/pcscd", "/usr/local/sbin/pcscd"];
/** Fixed when pcsc-lite is compiled; every distribution has this. */
const SOCKET = "/run/pcscd/pcscd.comm";

async function inspectLinuxService(machine: Machine): Promise<ServiceDetail> {
  const { exists, listens } = machine;
  const tool = packageTool(machine);
  const systemd = exists("/run/systemd/system");
  if (!libraryFolders.some((folder) => exists(`${folder}/libpcsclite.so.1`)))
    return { kind: "linux-no-library", tool, systemd };
  if (!daemons.some(exists)) return { kind: "linux-no-daemon", tool, systemd };
  if (await listens(SOCKET)) return { kind: "linux-refused" };
  return { kind: "linux-stopped", systemd };
}

function packageTool({ exists }: Machine): PackageTool | null {
  if (exists("/usr/bin/apt-get")) return "apt";
  return exists("/usr/bin/dnf") ? "dnf" : null;
}

/** `sc` prints its labels in the system's language, but the numbers and their English names stay. */
async function inspectWindowsService({ run }: Machine): Promise<ServiceDetail | null> {
  const state = await run("sc.exe", ["query", "SCardSvr"]);
  if (state !== null && /\b4\s+RUNNING\b/.test(state)) return null;
  const configuration = await run("sc.exe", ["qc", "SCardSvr"]);
  const disabled = configuration !== null && /\b4\s+DISABLED\b/.test(configuration);
  return { kind: "windows-stopped", disabled };
}

const USB = "/sys/bus/usb/devices";
/** Smart card readers (CCID), of the USB class codes. */
const SMART_CARD_CLASS = "0b";

/** Null where USB cannot be looked at. */
export async function inspectReader(machine: Machine): Promise<ReaderDetail | null> {
  if (machine.platform !== "linux") return null;
  const devices = await machine.list(USB);
  if (devices.length === 0) return null;
  for (const device of devices) {
    const [parent, isInterface] = device.split(":");
    if (isInterface === undefined) continue;
    const interfaceClass = await machine.read(`${USB}/${device}/bInterfaceClass`);
    if (interfaceClass?.trim() !== SMART_CARD_CLASS) continue;
    const usb = await usbName(machine, `${USB}/${parent}`);
    return { kind: "linux-no-driver", usb, tool: packageTool(machine) };
  }
  return { kind: "linux-not-plugged-in" };
}

async function usbName({ read }: Machine, device: string): Promise<string> {
  const ids = [await read(`${device}/idVendor`), await read(`${device}/idProduct`)];
  return ids.map((id) => id?.trim() ?? "?").join(":");
}
