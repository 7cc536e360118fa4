/** What every import does with the files it is given, and how it ends. */
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { writeProblems } from "@madoguchi/platform";
import type { TableProblem } from "@madoguchi/platform";
import { Refusal } from "../refusal.ts";

export const TAKEN_IN = 0;
export const NOT_TAKEN_IN = 1;
export const USAGE = 2;

export async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) {
    throw new Refusal(`「${file}」を読めません。ファイルの場所と名前を確かめてください。`);
  }
  return found.size;
}

export async function writeErrors(path: string, problems: readonly TableProblem[]): Promise<void> {
  // Lines are of people: nobody else on this machine reads where they go wrong.
  await pipeline(writeProblems(problems), createWriteStream(path, { mode: 0o600 }));
  console.log(`誤りの一覧を「${path}」に書きました。`);
}
