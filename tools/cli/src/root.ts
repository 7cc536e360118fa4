import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The repository's root, told by the bootstrap: the bundle itself lives somewhere below `var/`. */
export function repositoryRoot(): string {
  return process.env["MADOGUCHI_ROOT"] ?? join(import.meta.dirname, "../../..");
}

/** Of the whole repository, whose parts are released together. */
export function version(): string {
  const text = readFileSync(join(repositoryRoot(), "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
