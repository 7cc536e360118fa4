/**
 * From a bare clone to the running command line: installs what is missing, bundles what changed,
 * and hands over to the pinned Node. Only Node's built-ins may be imported here.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";
import { install } from "./install.mjs";
import { explain, Refusal } from "./refusal.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

export async function run() {
  try {
    const main = await prepare();
    process.env.MADOGUCHI_ROOT = root;
    if (process.versions.node === pinnedVersion()) await runHere(main);
    else runUnderPinnedNode(main);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** @returns {Promise<string>} the bundled program */
async function prepare() {
  try {
    await install(root);
    return join(await bundle(root), "main.js");
  } catch (error) {
    throw explain(error);
  }
}

function pinnedVersion() {
  return JSON.parse(readFileSync(join(root, "node_modules", "node", "package.json"), "utf8"))
    .version;
}

async function runHere(main) {
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(main).href);
}

/** The channel tells the child when this process dies, even by kill -9; it then ends itself. */
function runUnderPinnedNode(main) {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const node = join(root, "node_modules", "node", "bin", name);
  if (!existsSync(node)) {
    throw new Refusal(
      `${node} がありません。node_modules フォルダーを消して、もう一度実行してください。`,
    );
  }
  const child = spawn(node, ["--enable-source-maps", main, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    // 128 + 2 and so on, as a shell reports it.
    const killed = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };
    process.exit(code ?? killed[signal] ?? 1);
  });
}
