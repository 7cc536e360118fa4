/** Where the files of one inquiry lie, and the parts of a result that is being worked out. */
import type { FileStore } from "@madoguchi/platform";
import type { Center } from "../../center.ts";
import type { ResultLine } from "./result.ts";
import type { BulkKey } from "./store.ts";

/** What the work needs of a center. */
export type BulkCenter = Pick<Center, "db" | "clock" | "files">;

export const folderOf = ({ id }: Pick<BulkKey, "id">): string => `bulk/${id}`;

export function fileOf(key: Pick<BulkKey, "id">, name: "question" | "result" | "errors"): string {
  return `${folderOf(key)}/${name}`;
}

export function partOf(key: Pick<BulkKey, "id">, batch: number): string {
  return `${folderOf(key)}/parts/${batch}`;
}

export const partsOf = (key: Pick<BulkKey, "id">): string => `${folderOf(key)}/parts`;

/** Written as a whole: a part that is there is right, whoever wrote it, and however often. */
export async function writePart(
  files: FileStore,
  key: Pick<BulkKey, "id">,
  batch: number,
  lines: readonly ResultLine[],
): Promise<void> {
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  await files.named.write(partOf(key, batch), [new TextEncoder().encode(text)]);
}

export async function* readParts(
  files: FileStore,
  key: Pick<BulkKey, "id">,
  batches: number,
): AsyncGenerator<ResultLine> {
  for (let batch = 0; batch < batches; batch += 1) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of files.named.read(partOf(key, batch))) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString("utf8");
    // Our own lines, as they were written.
    for (const line of text.split("\n")) yield JSON.parse(line) as ResultLine;
  }
}
