/** A window for the page: Edge or Chrome without its bars, and with a profile of its own, in which the terminal's key is kept. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Registry } from "./registry.ts";
import { systemProgram } from "./system-program.ts";

/** @returns the window's process; undefined where there is only the person's usual browser */
export function openWindow(
  url: string,
  profile: string,
  registry?: Registry,
): ChildProcess | undefined {
  const browser = findBrowser(registry);
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
  registry?: Registry,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const places = candidates(platform, env);
  return places.find((place) => existsSync(place)) ?? registered(registry);
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
function registered(registry: Registry | undefined): string | undefined {
  if (registry === undefined) return undefined;
  const paths = String.raw`Software\Microsoft\Windows\CurrentVersion\App Paths`;
  const places = ["msedge.exe", "chrome.exe"].flatMap((name) =>
    (["HKCU", "HKLM"] as const).map((root) => registry.read(root, `${paths}\\${name}`, "")),
  );
  return places.find((path) => path !== undefined && existsSync(path));
}
