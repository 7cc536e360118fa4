import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Changes whenever a file below the folders is added, removed, or written (by name, time and size; contents are not
 * read, which keeps this at milliseconds).
 * @param {readonly string[]} folders
 * @returns {string} 16 hexadecimal digits
 */
export function fingerprint(folders) {
  const hash = createHash("sha256");
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name === "node_modules" || entry.name.startsWith(".")) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else {
        const { mtimeMs, size } = statSync(path);
        hash.update(`${path}\0${mtimeMs}\0${size}\n`);
      }
    }
  };
  for (const folder of folders) visit(folder);
  return hash.digest("hex").slice(0, 16);
}
