/** Uploaded files: named by their content's hash under one folder, written whole or not at all. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { newId } from "../ids.ts";
import { createNamedFiles } from "./named-files.ts";

export type FileStore = ReturnType<typeof createFileStore>;

export function createFileStore(directory: string) {
  const pathOf = (hash: string) => join(directory, hash.slice(0, 2), hash);

  return {
    /** @returns SHA-256 in hex: the file's name from now on. */
    async put(bytes: Uint8Array): Promise<string> {
      const hash = createHash("sha256").update(bytes).digest("hex");
      const path = pathOf(hash);
      const draft = `${path}.${newId()}`;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(draft, bytes, { flush: true });
      await rename(draft, path);

      return hash;
    },
    get: (hash: string): Promise<Uint8Array> => readFile(pathOf(hash)),
    named: createNamedFiles(join(directory, "named")),
  };
}

/** The media type by content, never by name or by what the sender says. */
export async function mediaTypeOf(bytes: Uint8Array): Promise<string | null> {
  return (await fileTypeFromBuffer(bytes))?.mime ?? null;
}
