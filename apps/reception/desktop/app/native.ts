/** The binding to this system's libraries lies inside the program as a file; a library has to lie on the disk to be loaded. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { getRawAsset, isSea } from "node:sea";

export const NATIVE_ASSET = "koffi.node";

/** Before the first use of koffi, which looks for its binding where this says. */
export function prepareNative(data: string): void {
  if (!isSea()) return;
  const bytes = new Uint8Array(getRawAsset(NATIVE_ASSET));
  const hash = createHash("sha256").update(bytes).digest("hex");
  // Named by its content: a program of another version brings another.
  const resources = join(data, "native", hash.slice(0, 16));
  const file = join(resources, "koffi", `${process.platform}_${process.arch}`, "koffi.node");
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, bytes);
    renameSync(`${file}.${process.pid}`, file);
  }
  Object.assign(process, { resourcesPath: resources });
}
