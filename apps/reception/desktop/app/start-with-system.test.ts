/** Starting with the system is what the system itself holds: a value of the registry, or a file of the person's own. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Registry } from "./registry.ts";
import { openStartWithSystem, ownCommand } from "./start-with-system.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "madoguchi-start-"));
});
afterEach(() => rmSync(home, { recursive: true }));

test("on Windows it is one value of the person's own, quoted, and read back from there", async () => {
  const calls: string[] = [];
  let held: string | undefined;
  const registry: Registry = {
    read: (...place) => {
      calls.push(["read", ...place].join("|"));
      return held;
    },
    write: (root, key, name, text) => {
      calls.push(["write", root, key, name].join("|"));
      held = text;
    },
    remove: (...place) => {
      calls.push(["remove", ...place].join("|"));
      held = undefined;
    },
  };
  const program = String.raw`C:\Users\山田 花子\Documents\madoguchi.exe`;
  const start = openStartWithSystem([program], { registry, platform: "win32" });
  expect(await start.isOn()).toBe(false);
  await start.turn(true);
  expect(held).toBe(`"${program}"`);
  expect(await start.isOn()).toBe(true);
  // The program was moved, or somebody wrote another one there.
  held = String.raw`"C:\elsewhere\madoguchi.exe"`;
  expect(await start.isOn()).toBe(false);
  await start.turn(false);
  expect(held).toBeUndefined();
  const place = String.raw`HKCU|Software\Microsoft\Windows\CurrentVersion\Run|Madoguchi`;
  expect(calls).toEqual(
    ["read", "write", "read", "read", "remove"].map((each) => `${each}|${place}`),
  );
});

test("on Linux it is an autostart file, which starts just this command, and ends with it", async () => {
  const settings = join(home, "settings");
  const file = join(settings, "autostart", "madoguchi.desktop");
  const odd = [
    process.execPath,
    "-e",
    "process.stdout.write(JSON.stringify(process.argv.slice(1)))",
  ];
  const words = ["100%", 'a "b" `c` $HOME', String.raw`back\slash`, "受付 1"];
  const around = {
    registry: undefined,
    platform: "linux",
    env: { XDG_CONFIG_HOME: settings },
  } as const;
  const start = openStartWithSystem([...odd, ...words], around);
  expect(await start.isOn()).toBe(false);
  await start.turn(true);
  expect(await start.isOn()).toBe(true);
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(/^\[Desktop Entry\]\nType=Application\n/u);
  // As a desktop reads it: the file's own escapes, then %% for %, then what is quoted, as a shell quotes it.
  const [, exec = ""] = /^Exec=(.*)$/mu.exec(text) ?? [];
  const line = exec.replaceAll("\\\\", "\\").replaceAll("%%", "%");
  expect(JSON.parse(execFileSync("sh", ["-c", line]).toString())).toEqual(words);
  // Turned off in the system's own settings.
  writeFileSync(file, `${text}Hidden=true\n`);
  expect(await start.isOn()).toBe(false);
  await start.turn(true);
  await start.turn(false);
  expect(existsSync(file)).toBe(false);
  await start.turn(false);
  expect(await start.isOn()).toBe(false);
});

test("without a place of its own for settings a desktop looks below the home", async () => {
  const start = openStartWithSystem(["/usr/bin/madoguchi"], {
    registry: undefined,
    platform: "linux",
    env: {},
    home,
  });
  await start.turn(true);
  expect(readFileSync(join(home, ".config", "autostart", "madoguchi.desktop"), "utf8")).toContain(
    'Exec="/usr/bin/madoguchi"\n',
  );
});

test("on macOS it is a launch agent with the same command", async () => {
  const command = ["/Applications/窓口 & <受付>.app/madoguchi", "--port", "47310"];
  const start = openStartWithSystem(command, { registry: undefined, platform: "darwin", home });
  await start.turn(true);
  expect(await start.isOn()).toBe(true);
  const file = join(home, "Library", "LaunchAgents", "jp.madoguchi.reception.plist");
  const text = readFileSync(file, "utf8");
  expect(text).toContain("<string>/Applications/窓口 &amp; &lt;受付&gt;.app/madoguchi</string>");
  expect(text).toMatch(/<key>RunAtLoad<\/key>\s*<true\/>/u);
  await start.turn(false);
  expect(existsSync(file)).toBe(false);
});

test("what is started is what runs now", () => {
  const [program, ...rest] = ownCommand();
  expect(program).toBe(process.execPath);
  expect(rest.slice(-process.argv.length + 1)).toEqual(process.argv.slice(1));
});
