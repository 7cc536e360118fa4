/** What is written in a picture, by Tesseract with its Japanese data where a machine has them. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fenced } from "./fenced.ts";

let known: Promise<boolean> | null = null;

/** Asked once: whoever installs it starts the center anew. */
export function canReadPictures(): Promise<boolean> {
  known ??= promisify(execFile)("tesseract", ["--list-langs"]).then(
    ({ stdout }) => stdout.split("\n").includes("jpn"),
    () => false,
  );

  return known;
}

export type WrittenLine = { readonly text: string };

/** @returns null where it took too long, or found the picture not to be one */
export async function writingIn(picture: Uint8Array): Promise<readonly WrittenLine[] | null> {
  const table = await fenced("tesseract stdin stdout -l jpn --psm 6 tsv", picture);

  return table && linesOfTsv(table.toString("utf8"));
}

const LEAST_CONFIDENCE = 20;

/** Tesseract's table: a row a word, numbered by page, block, paragraph and line. */
export function linesOfTsv(table: string): readonly WrittenLine[] {
  const [head = "", ...rows] = table.split("\n");
  const names = head.split("\t");
  const column = (name: string) => names.indexOf(name);
  const place = ["page_num", "block_num", "par_num", "line_num"].map(column);
  const lines = new Map<string, string[]>();
  for (const row of rows) {
    const cells = row.split("\t");
    const word = cells[column("text")]?.trim() ?? "";
    if (word === "" || Number(cells[column("conf")]) < LEAST_CONFIDENCE) continue;
    const key = place.map((at) => cells[at]).join("/");
    lines.set(key, [...(lines.get(key) ?? []), word]);
  }

  return [...lines.values()].map((words) => ({ text: words.join(" ") }));
}
