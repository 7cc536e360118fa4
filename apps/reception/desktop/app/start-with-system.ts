/**
 * 「パソコンと一緒に起動する」: in the person's own part of the system, for which nobody's permission is needed. What the system holds is
 * the one record of it: whoever turns it off there finds it off here.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { isSea } from "node:sea";
import type { Registry } from "./registry.ts";

const KEY = String.raw`Software\Microsoft\Windows\CurrentVersion\Run`;
const NAME = "Madoguchi";
const LABEL = "jp.madoguchi.reception";

export interface StartWithSystem {
  isOn(): Promise<boolean>;
  turn(on: boolean): Promise<void>;
}

type Around = {
  /** Of Windows; undefined on other systems. */
  readonly registry: Registry | undefined;
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
  readonly home?: string;
};

/** @param command what is to be started, and with what */
export function openStartWithSystem(
  command: readonly string[],
  { registry, platform = process.platform, env = process.env, home = homedir() }: Around,
): StartWithSystem {
  if (registry !== undefined) return inRegistry(registry, command);
  if (platform === "darwin") {
    return inFile(join(home, "Library", "LaunchAgents", `${LABEL}.plist`), launchAgent(command));
  }
  const settings = env["XDG_CONFIG_HOME"] || join(home, ".config");

  return inFile(join(settings, "autostart", "madoguchi.desktop"), desktopEntry(command));
}

/** As this program was started. One file holds all of it where it was built; elsewhere Node runs its sources. */
export function ownCommand(): readonly string[] {
  return isSea()
    ? [process.execPath]
    : [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
}

function inRegistry(registry: Registry, command: readonly string[]): StartWithSystem {
  const value = command.map((part) => `"${part}"`).join(" ");
  return {
    // A program that was moved since would not be found at the next start.
    isOn: async () => registry.read("HKCU", KEY, NAME) === value,
    async turn(on) {
      if (on) registry.write("HKCU", KEY, NAME, value);
      else registry.remove("HKCU", KEY, NAME);
    },
  };
}

/** Another content is another program's place, or says that it is off. */
function inFile(path: string, content: string): StartWithSystem {
  return {
    isOn: async () => (await readFile(path, "utf8").catch(() => null)) === content,
    async turn(on) {
      if (!on) return rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    },
  };
}

/** XDG autostart. Quoted as an argument first, and then as a string of such a file. */
function desktopEntry(command: readonly string[]): string {
  const quoted = command.map((part) => `"${part.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`);
  const exec = quoted.join(" ").replaceAll("%", "%%").replaceAll("\\", "\\\\");
  const lines = [
    "[Desktop Entry]",
    "Type=Application",
    "Name=マイナ資格確認アプリ",
    `Exec=${exec}`,
    "Terminal=false",
  ];

  return `${lines.join("\n")}\n`;
}

function launchAgent(command: readonly string[]): string {
  const parts = command.map((part) => `    <string>${escape(part)}</string>`).join("\n");

  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${parts}
  </array>
  <key>RunAtLoad</key>
  <true/>
</dict>
</plist>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
