import {
  existsSync,
  globSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.ts";
import { run } from "./step.ts";

export type DebianParts = {
  readonly suite: "bullseye" | "trixie";
  readonly packages: readonly string[];
  /** Also all that they need. Otherwise just these, to be used with what this machine has. */
  readonly withDependencies: boolean;
  /** Files that are not unpacked, as tar's patterns. */
  readonly without?: readonly string[];
};

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * Unpacks packages of another release of Debian into `folder`, without installing them: apt fetches them and checks their
 * signatures, in folders of its own. Done once: a folder that is complete is left as it is.
 * @returns how much came, for a step's note
 * @throws Refusal when this is no Debian, or apt does not get them
 */
export function fetchDebian(folder: string, parts: DebianParts): string {
  const complete = join(folder, ".complete");
  if (existsSync(complete)) return "前に集めたもの";
  if (!existsSync("/usr/bin/apt-get") || !existsSync(keyring)) {
    throw new Refusal("部品を集めるには Debian が要ります。Debian 12 以上で実行してください。");
  }
  rmSync(folder, { recursive: true, force: true });
  const apt = join(folder, "apt");
  for (const each of ["etc", "state/lists/partial", "cache/archives/partial"]) {
    mkdirSync(join(apt, each), { recursive: true });
  }
  const mirror = process.env["MADOGUCHI_DEBIAN_MIRROR"] || "http://deb.debian.org/debian";
  writeFileSync(
    join(apt, "etc/sources.list"),
    `deb [signed-by=${keyring}] ${mirror} ${parts.suite} main\n`,
  );
  writeFileSync(join(apt, "state/status"), "");

  const options = aptOptions(apt);
  const archives = join(apt, "cache/archives");
  run("apt-get", [...options, "update"]);
  if (parts.withDependencies) {
    const command = ["install", "--download-only", "--no-install-recommends", "-y"];
    run("apt-get", [...options, ...command, ...parts.packages]);
  } else {
    run("apt-get", [...options, "download", ...parts.packages], { cwd: archives });
  }

  const files = globSync("*.deb", { cwd: archives }).map((name) => join(archives, name));
  const bytes = files.reduce((total, file) => total + statSync(file).size, 0);
  // As every Debian has it since 2023; packages of before still bring a /lib of their own, which tar follows.
  for (const each of ["bin", "lib", "lib64", "sbin"]) {
    mkdirSync(join(folder, "usr", each), { recursive: true });
    symlinkSync(join("usr", each), join(folder, each));
  }
  for (const file of files) unpack(file, folder, parts.without ?? []);
  rmSync(apt, { recursive: true });
  writeFileSync(complete, "");
  return `${Math.round(bytes / 1e6)} MB`;
}

function aptOptions(apt: string): readonly string[] {
  const settings = {
    Dir: apt,
    "Dir::Etc": join(apt, "etc"),
    "Dir::Etc::parts": "-",
    "Dir::Etc::preferencesparts": "-",
    "Dir::Etc::sourceparts": "-",
    "Dir::State": join(apt, "state"),
    "Dir::State::status": join(apt, "state/status"),
    "Dir::Cache": join(apt, "cache"),
    "APT::Sandbox::User": "",
    "Acquire::Languages": "none",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

function unpack(file: string, folder: string, without: readonly string[]): void {
  const script = 'dpkg-deb --fsys-tarfile "$0" | tar -x --keep-directory-symlink "$@"';
  const excluded = without.map((pattern) => `--exclude=${pattern}`);
  run("bash", ["-o", "pipefail", "-c", script, file, "-C", folder, ...excluded]);
}
