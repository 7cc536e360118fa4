/** Everything that must hold, in the order in which a failure is quickest to understand. */
import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { readVitestReport, type Tally } from "./vitest-report.ts";

type Step = {
  readonly name: string;
  /** A program of node_modules (or a script of ours), by its path from the root, and its arguments. */
  readonly program: readonly [path: string, ...args: string[]];
};

const staticSteps: readonly Step[] = [
  { name: "型", program: ["node_modules/typescript/bin/tsc", "-p", ".", "--noEmit"] },
  { name: "書式", program: ["node_modules/oxfmt/bin/oxfmt", "--check"] },
  { name: "lint", program: ["node_modules/oxlint/bin/oxlint", "--deny-warnings"] },
  { name: "使われていないもの", program: ["node_modules/knip/bin/knip.js"] },
  { name: "家の規則", program: ["tools/test/src/house.ts"] },
];

/** @returns the exit code; the last line printed is `N passed, N failed`. Skipped tests count as failed. */
export async function runTests(root: string): Promise<number> {
  let total: Tally = { passed: 0, failed: 0 };
  for (const { name, program } of staticSteps) {
    const startedAt = performance.now();
    const passed = (await runNode(root, program)) === 0;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${passed ? "✓" : "✗"} ${name} ${seconds}秒\n`);
    total = add(total, passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  }
  total = add(total, await runVitest(root));
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

async function runVitest(root: string): Promise<Tally> {
  const reportFile = join(root, "var", "test", "vitest.json");
  await mkdir(join(root, "var", "test"), { recursive: true });
  await rm(reportFile, { force: true });
  const exitCode = await runNode(root, [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportFile}`,
  ]);
  const report = await readVitestReport(reportFile);
  for (const problem of report.problems) process.stdout.write(`✗ ${problem}\n`);
  // An error outside of any test, or a crash: vitest says so by its exit code alone.
  const silent = exitCode !== 0 && report.failed === 0 ? 1 : 0;
  return { passed: report.passed, failed: report.failed + silent };
}

function runNode(root: string, args: readonly string[]): Promise<number | null> {
  // pcscd lives where only root's search path looks.
  const folders = [join(root, "node_modules", ".bin"), process.env["PATH"], "/usr/sbin", "/sbin"];
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PATH: folders.join(delimiter), npm_config_loglevel: "error" },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
}

function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
