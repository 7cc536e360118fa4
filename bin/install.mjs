/** The parts this program is made of, as the lock file names them. Only Node's built-ins may be imported here. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "./refusal.mjs";

const pollMs = 200;

/**
 * `npm ci` unless node_modules was made from this very lock file. `npm ci` begins by deleting node_modules, so of several
 * starts one installs and the others wait for it.
 * @param {string} root
 */
export async function install(root) {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".madoguchi-lock");
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isInstalled()) return;
  mkdirSync(join(root, "var"), { recursive: true });
  const lock = join(root, "var", "install.lock");
  await take(lock);
  try {
    if (isInstalled()) return;
    runNpm(root);
    writeFileSync(stamp, wanted);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The lock of a dead process is taken over. */
async function take(lock) {
  let told = false;
  while (!create(lock)) {
    const holder = readHolder(lock);
    if (holder > 0 && !isAlive(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) console.error("ほかの起動が部品を入れています。終わるまで待ちます。");
    told = true;
    await delay(pollMs);
  }
}

function create(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** 0 while its holder is just writing it, or has just removed it. */
function readHolder(lock) {
  try {
    return Number(readFileSync(lock, "utf8"));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function runNpm(root) {
  console.error("必要な部品を入れています。1分ほどかかります。");
  // Set by npm and npx, and by other package managers, whose `ci` is not this one.
  const npm = process.env.npm_execpath ?? "";
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  // Everything goes to stderr: stdout belongs to the command, which may print JSON.
  const options = {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, NODE_ENV: "development" },
  };
  const { status } =
    basename(npm) === "npm-cli.js"
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (status === 0) return;
  throw new Refusal(
    "部品を入れられませんでした。上の理由を読み、インターネットへの接続と空き容量を確かめて、もう一度実行してください。",
  );
}
