/**
 * Files of one record, under a name of its own: streamed in, there whole or not at all, and gone when the record's time is
 * over. Uploads that several records may share are kept by content instead.
 */
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { newId } from "../ids.ts";

export type NamedFiles = ReturnType<typeof createNamedFiles>;

/** Lower-case words, digits and hyphens between slashes: nothing that leads out of the folder. */
const NAME = /^[a-z0-9-]+(\/[a-z0-9-]+)+$/;

export function createNamedFiles(directory: string) {
  function pathOf(name: string): string {
    if (!NAME.test(name)) throw new RangeError("a file's name leads nowhere");

    return join(directory, name);
  }

  return {
    /** What stood under the name is replaced in one step. @returns how many bytes; whatever the source throws leaves nothing */
    async write(
      name: string,
      source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    ): Promise<number> {
      const path = pathOf(name);
      const draft = `${path}.${newId()}`;
      await mkdir(dirname(path), { recursive: true });
      try {
        let bytes = 0;
        await using file = await open(draft, "wx");
        for await (const chunk of source) {
          await file.writeFile(chunk);
          bytes += chunk.length;
        }
        await file.datasync();
        await rename(draft, path);

        return bytes;
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    /** Blocks as they are pulled. @throws when there is none, once it is pulled */
    read: (name: string): AsyncIterable<Uint8Array> => createReadStream(pathOf(name)),
    /** Also all files whose names go on from this one; none is fine. */
    remove: (name: string): Promise<void> => rm(pathOf(name), { recursive: true, force: true }),
  };
}
