/** TypeScript to JavaScript in milliseconds, and only when a source changed. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fingerprint } from "./fingerprint.mjs";

const sourceFolders = ["apps", "packages", "tools", "bin"];
const entries = [
  "tools/cli/src/main.ts",
  "tools/cli/src/start/agent.ts",
  "packages/platform/src/files/heic-worker.ts",
  "tools/cli/src/start/another-center.ts",
  "tools/cli/src/demo/population-worker.ts",
  "tools/cli/src/simulate/crew-worker.ts",
  "tools/bench/src/pages/visitors-process.ts",
  "tools/bench/src/center-process.ts",
];
const keptForMs = 24 * 60 * 60 * 1000;

/** @returns {Promise<string>} the folder that holds main.js and agent.js */
export async function bundle(root) {
  const builds = join(root, "var", "build", "cli");
  const target = join(builds, fingerprint(sourceFolders.map((folder) => join(root, folder))));
  if (existsSync(target)) return target;
  // Built aside and renamed: of two bundlers at once the later finds the place taken by the very same bundle.
  const draft = `${target}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    await build(root, draft);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  removeOldBuilds(builds, target);
  return target;
}

async function build(root, outdir) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    entryNames: "[name]",
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    jsx: "automatic",
    sourcemap: true,
    packages: "external",
    // What goes wrong is in the error that is thrown.
    logLevel: "silent",
    plugins: [workspacePackages(root)],
  });
}

/** Our own packages are TypeScript and belong into the bundle; every other package stays outside. */
function workspacePackages(root) {
  const { resolve } = createRequire(join(root, "package.json"));
  return {
    name: "workspace-packages",
    setup: (build) =>
      build.onResolve({ filter: /^@madoguchi\// }, ({ path }) => ({ path: resolve(path) })),
  };
}

/** A process that still runs may load parts of its own build late, so the others go only after a day. */
function removeOldBuilds(builds, current) {
  for (const name of readdirSync(builds)) {
    const path = join(builds, name);
    if (path !== current && Date.now() - statSync(path).mtimeMs > keptForMs) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
