/** Files on their way: as large as they come, on the disk and never in memory, gone when they have been worked on. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";

export type Spooled = { readonly bytes: number; readonly sha256: Uint8Array };

export type Spool = ReturnType<typeof createSpool>;

const DRAFT = ".part";

/** @param directory this spool's alone */
export function createSpool(directory: string) {
  const pathOf = (id: string) => join(directory, id);

  return {
    /**
     * Written whole or not at all, and flushed, so that it outlives a crash. The source is left to the caller, who may
     * still have to answer it.
     * @returns null for one that is larger than `maximum`. @throws what the source throws
     */
    async receive(id: string, source: Readable, maximum: number): Promise<Spooled | null> {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const draft = pathOf(id) + DRAFT;
      const spooled = await write(draft, source, maximum).catch(async (error: unknown) => {
        await rm(draft, { force: true });
        throw error;
      });
      if (spooled === null) await rm(draft, { force: true });
      else await rename(draft, pathOf(id));

      return spooled;
    },
    open: (id: string): Readable => createReadStream(pathOf(id)),
    remove: (id: string): Promise<void> => rm(pathOf(id), { force: true }),
    /** What lies here since before the instant, also what was never received whole. */
    async olderThan(milliseconds: number): Promise<readonly string[]> {
      const names = await readdir(directory).catch(() => []);
      const found = await Promise.all(
        names.map(async (name) => {
          const at = (await stat(pathOf(name)).catch(() => null))?.mtimeMs ?? Infinity;

          return at < milliseconds ? [name] : [];
        }),
      );

      return found.flat();
    },
  };
}

async function write(path: string, source: Readable, maximum: number): Promise<Spooled | null> {
  await using file = await open(path, "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  const chunks: AsyncIterable<Uint8Array> = source.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maximum) return null;
    hash.update(chunk);
    await file.appendFile(chunk);
  }
  await file.sync();

  return { bytes, sha256: hash.digest() };
}
