/**
 * What is written in a picture, by Tesseract with its Japanese data where a machine has them. A program of its own, at low
 * priority, with an end to its time and memory: what strangers send may ask for any amount of both.
 */
import { execFile, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

const MOST_MS = 60_000;
/** In KB of address space; a page of A4 takes a fifth of it. */
const MOST_MEMORY = 1_500_000;
const COMMAND = `ulimit -v ${MOST_MEMORY}; ulimit -t ${MOST_MS / 1000}; exec nice -n 15 tesseract stdin stdout -l jpn --psm 6 tsv`;

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
  const reader = spawn("sh", ["-c", COMMAND], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH: process.env["PATH"] ?? "", OMP_THREAD_LIMIT: "1" },
    timeout: MOST_MS,
    killSignal: "SIGKILL",
  });
  // It may end before it has taken everything in.
  reader.stdin.on("error", () => reader.stdin.destroy());
  reader.stdin.end(picture);
  const ended = new Promise<number | null>((resolve) => {
    reader.once("close", resolve);
    reader.once("error", () => resolve(null));
  });
  const [table, code] = await Promise.all([text(reader.stdout), ended]);

  return code === 0 ? linesOfTsv(table) : null;
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
