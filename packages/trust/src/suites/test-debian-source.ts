/** For tests: part of a Debian source package, fetched once into `var/`, without touching the system's own lists of packages. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * @param part of the source tree, such as `src/tests/data/x509`. @returns the folder of that part.
 * @throws Error naming the command that failed: a suite that could not be fetched is a failed test, not a skipped one.
 */
export function debianSource(name: string, part: string): string {
  const home = join(import.meta.dirname, "../../../../var/suites");
  const folder = join(home, name);
  const found = join(folder, part);
  if (existsSync(found)) return found;
  mkdirSync(home, { recursive: true });
  const draft = mkdtempSync(join(home, `${name}.`));
  try {
    const archive = download(name, join(draft, "apt"));
    const tree = join(draft, "tree");
    mkdirSync(tree);
    const members = ["--wildcards", "--strip-components=1", `*/${part}/*`];
    run("tar", ["-xf", archive, "-C", tree, ...members], draft);
    // Two at once: the later one keeps what the earlier put there.
    if (!existsSync(folder)) renameSync(tree, folder);
  } finally {
    rmSync(draft, { recursive: true });
  }
  return found;
}

function download(name: string, apt: string): string {
  for (const each of ["lists/partial", "cache/archives/partial"]) {
    mkdirSync(join(apt, each), { recursive: true });
  }
  const mirror = process.env["MADOGUCHI_DEBIAN_MIRROR"] ?? "http://deb.debian.org/debian";
  const sources = join(apt, "sources.list");
  writeFileSync(sources, `deb-src [signed-by=${KEYRING}] ${mirror} bookworm main\n`);
  const settings = {
    "Dir::Etc::SourceList": sources,
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::State::Lists": join(apt, "lists"),
    "Dir::Cache": join(apt, "cache"),
    "APT::Sandbox::User": "",
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  run("apt-get", [...options, "update"], apt);
  run("apt-get", [...options, "source", "--download-only", name], apt);
  const [archive] = globSync("*.orig.tar.{gz,xz,bz2}", { cwd: apt });
  if (archive === undefined) throw new Error(`Debian's source package of ${name} has no archive`);
  return join(apt, archive);
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
}
