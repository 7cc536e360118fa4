/** `npm run check:windows`: the real program, run by Wine, does a whole check at the real center. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureDebianPackages } from "../debian.ts";
import { run, step } from "../phones/step.ts";
import { Refusal } from "../refusal.ts";
import { repositoryRoot } from "../root.ts";
import { buildWindows } from "./build.ts";

/** Before it, Wine's card service was an empty shell. */
const LEAST_WINE = 10;

/** @returns the exit code. @throws Refusal at the first step that fails */
export async function checkWindows(): Promise<number> {
  const startedAt = performance.now();
  step("wine を確かめる", findWine);
  ensureDebianPackages(["pcscd", "vsmartcard-vpcd", "opensc", "chromium"], "Windows 版の検査");
  const exe = await buildWindows({ center: undefined, signCommand: undefined });
  step("Wine で動かし、受付の流れを通す（仮想カード）", () => drive(exe));
  console.log(`すべて通りました（${Math.round((performance.now() - startedAt) / 1000)}秒）。`);
  return 0;
}

/** @returns its version, for the step's note. @throws Refusal */
function findWine(): string {
  const { stdout, error } = spawnSync("wine", ["--version"], { encoding: "utf8" });
  const found = /wine-(?<major>\d+)/u.exec(stdout ?? "")?.groups?.["major"];
  if (error !== undefined || found === undefined) {
    throw new Refusal(
      `wine が見つかりません。Wine ${LEAST_WINE} 以上（Debian 13 では apt-get install wine）を入れ、wine として実行できるようにしてください。`,
    );
  }
  if (Number(found) < LEAST_WINE) {
    throw new Refusal(
      `wine ${found} はカードリーダーを扱えません。Wine ${LEAST_WINE} 以上（Debian 13）が要ります。`,
    );
  }
  return stdout.trim();
}

function drive(exe: string): string {
  const root = repositoryRoot();
  const config = join(root, "tools/cli/src/windows/vitest.config.ts");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const report = run(process.execPath, [vitest, "run", "--config", config, "--no-color"], {
    cwd: root,
    env: { MADOGUCHI_WINDOWS_EXE: exe, NO_COLOR: "1" },
  });
  return /Tests +(?<tally>.*passed)/u.exec(report)?.groups?.["tally"] ?? "";
}
