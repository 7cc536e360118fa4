import { join } from "node:path";

/** The repository's root, told by the bootstrap: the bundle itself lives somewhere below `var/`. */
export function repositoryRoot(): string {
  return process.env["MADOGUCHI_ROOT"] ?? join(import.meta.dirname, "../../..");
}
