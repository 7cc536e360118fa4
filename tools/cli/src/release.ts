/** What stands beside a finished build: its version and the sum by which a person can tell that it came whole. */
import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { RELEASE_FILE } from "@madoguchi/contract";
import type { Release } from "@madoguchi/contract";

/** Writes `<file>.sha256`, as `sha256sum --check` reads it, and the release's facts for the downloads page. @returns the sum */
export function writeRelease(file: string, facts: Pick<Release, "platform" | "version">): string {
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  const name = basename(file);
  writeFileSync(`${file}.sha256`, `${sha256}  ${name}\n`);
  const release = {
    ...facts,
    file: name,
    bytes: statSync(file).size,
    sha256,
    builtAt: new Date().toISOString(),
  } satisfies Release;
  writeFileSync(join(dirname(file), RELEASE_FILE), `${JSON.stringify(release, null, 2)}\n`);
  return sha256;
}
