/**
 * From a bare clone to the running command line: installs what is missing, bundles what changed,
 * and hands over to the pinned Node. Only Node's built-ins may be imported here.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

export async function run() {
  try {
    install();
    const main = join(await bundle(root), "main.js");
    process.env.MADOGUCHI_ROOT = root;
    if (process.versions.node === pinnedVersion()) await runHere(main);
    else runUnderPinnedNode(main);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** A sentence that says everything a person needs; no stack trace. */
class Refusal extends Error {}

/** `npm ci` unless node_modules was made from this very lock file. */
function install() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".madoguchi-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("必要な部品を入れています。1分ほどかかります。");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  // Everything goes to stderr: stdout belongs to the command, which may print JSON.
  const options = {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, NODE_ENV: "development" },
  };
  const { status } = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (status !== 0) {
    throw new Refusal(
      "部品を入れられませんでした。上の理由を読み、インターネットへの接続と空き容量を確かめて、もう一度実行してください。",
    );
  }
  writeFileSync(stamp, wanted);
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
