/** A window for the page: Edge or Chrome without its bars, and with a profile of its own, in which the terminal's key is kept. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { systemProgram } from "./system-program.ts";

/** @returns the window's process; undefined where there is only the person's usual browser */
export function openWindow(url: string, profile: string): ChildProcess | undefined {
  const browser = findBrowser();
  if (browser === undefined) {
    const [program = "", ...args] = usualBrowser(url);
    detached(program, args);
    return undefined;
  }
  const quiet = ["--no-first-run", "--no-default-browser-check", "--disable-sync"];
  return detached(browser, [`--app=${url}`, `--user-data-dir=${profile}`, ...quiet]);
}

function detached(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: "ignore" });
  // That it could not be started shows in that no page comes.
  child.on("error", () => {});
  return child;
}

function usualBrowser(url: string): readonly string[] {
  switch (process.platform) {
    case "win32":
      return [systemProgram("rundll32.exe"), "url.dll,FileProtocolHandler", url];
    case "darwin":
      return ["/usr/bin/open", url];
    default:
      return ["xdg-open", url];
  }
}

/** Edge is on every Windows; Chrome where somebody put it. */
export function findBrowser(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const places = candidates(platform, env);
  return places.find((place) => existsSync(place)) ?? registered(platform);
}

export function candidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  if (platform === "darwin") {
    return ["Google Chrome", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform !== "win32") {
    const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
    const names = ["google-chrome", "chromium", "chromium-browser", "microsoft-edge"];
    return names.flatMap((name) => folders.map((folder) => join(folder, name)));
  }
  const roots = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"].flatMap((name) => {
    const root = env[name];
    return root === undefined ? [] : [root];
  });
  const programs = [
    String.raw`\Microsoft\Edge\Application\msedge.exe`,
    String.raw`\Google\Chrome\Application\chrome.exe`,
  ];
  return programs.flatMap((program) => roots.map((root) => root + program));
}

/** A browser that was installed somewhere else has told Windows where. */
function registered(platform: NodeJS.Platform): string | undefined {
  if (platform !== "win32") return undefined;
  const paths = String.raw`Software\Microsoft\Windows\CurrentVersion\App Paths`;
  const keys = ["msedge.exe", "chrome.exe"].flatMap((name) =>
    ["HKCU", "HKLM"].map((root) => [root, paths, name].join("\\")),
  );
  return keys.map(defaultValue).find((path) => path !== undefined && existsSync(path));
}

function defaultValue(key: string): string | undefined {
  try {
    const text = execFileSync(systemProgram("reg.exe"), ["query", key, "/ve"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return /REG_SZ\s+(?<path>\S.*?)\s*$/mu.exec(text)?.groups?.["path"];
  } catch {
    return undefined;
  }
}
