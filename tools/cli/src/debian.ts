import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Refusal } from "./refusal.ts";

/** Makes sure of Debian packages: installs them when root, otherwise says the exact command. @throws Refusal */
export function ensureDebianPackages(names: readonly string[], purpose: string): void {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (!existsSync("/usr/bin/apt-get")) {
    throw new Refusal(
      `${purpose}に ${missing.join("、")} が要ります。お使いの OS の方法で入れてください。`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Refusal(
      `${purpose}に ${missing.join("、")} が要ります。次を実行してください：sudo sh -c "${command}"`,
    );
  }
  process.stderr.write(`${missing.join("、")} を入れています。\n`);
  const { status } = spawnSync("sh", ["-c", command], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0) {
    throw new Refusal(
      `${missing.join("、")} を入れられませんでした。次を実行してください：${command}`,
    );
  }
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f", "${db:Status-Status}", name], {
    encoding: "utf8",
  });
  return stdout === "installed";
}
