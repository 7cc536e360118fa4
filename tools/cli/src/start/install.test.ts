import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const program = pathToFileURL(join(import.meta.dirname, "../../../../bin/install.mjs")).href;
let root: string;

/** An npm that notes each `ci`, takes its time, and makes node_modules anew, as the real one does. */
const npm = `#!/bin/sh
echo "$1" >> "$PWD/npm.log"
rm -rf node_modules
sleep 0.5
[ -e broken ] && exit 1
mkdir node_modules
`;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "madoguchi-install-"));
  await mkdir(join(root, "bin"));
  await writeFile(join(root, "bin", "npm"), npm);
  await chmod(join(root, "bin", "npm"), 0o755);
  await writeFile(join(root, "package-lock.json"), "{}");
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function install(npmExecpath = "") {
  const script = `(await import(${JSON.stringify(program)})).install(${JSON.stringify(root)})`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: {
      PATH: [join(root, "bin"), dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
      npm_execpath: npmExecpath,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { said, code };
}

const npmCalls = async () => (await readFile(join(root, "npm.log"), "utf8")).trim().split("\n");

test("of two starts at once one installs, the other waits for it", async () => {
  const both = await Promise.all([install(), install()]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(await npmCalls()).toEqual(["ci"]);
  expect(both.some(({ said }) => said.includes("終わるまで待ちます"))).toBe(true);
  expect((await install()).said).toBe("");
  expect(await npmCalls()).toEqual(["ci"]);
});

test("a start that was killed while it installed keeps nobody out", async () => {
  const dead = spawn("true");
  await once(dead, "exit");
  await mkdir(join(root, "var"));
  await writeFile(join(root, "var", "install.lock"), String(dead.pid));
  expect((await install()).code).toBe(0);
  expect(await npmCalls()).toEqual(["ci"]);
});

test("an install that failed is told, and done again by the next start", async () => {
  await writeFile(join(root, "broken"), "");
  const failed = await install();
  expect([failed.code, failed.said]).toEqual([1, expect.stringContaining("部品を入れられません")]);
  await rm(join(root, "broken"));
  expect((await install()).code).toBe(0);
  expect(await npmCalls()).toEqual(["ci", "ci"]);
});

test("another package manager is not taken for npm", async () => {
  expect((await install("/opt/yarn/bin/yarn.js")).code).toBe(0);
  expect(await npmCalls()).toEqual(["ci"]);
});
