/** The command `import`: one file of an insurer, as a whole or not at all. */
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { takeInFeed } from "@madoguchi/center";
import type { FeedProgress } from "@madoguchi/center";
import { systemClock, writeProblems } from "@madoguchi/platform";
import type { TableProblem } from "@madoguchi/platform";
import { withDatabase } from "../cert/installation.ts";
import { Refusal } from "../refusal.ts";
import { stopSignal } from "../start/signals.ts";
import { readOptions } from "./options.ts";
import { wordsOf } from "./words.ts";

const TAKEN_IN = 0;
const NOT_TAKEN_IN = 1;
const USAGE = 2;

export async function importCommand(args: readonly string[]): Promise<number> {
  try {
    return await importFile(args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return USAGE;
  }
}

async function importFile(args: readonly string[]): Promise<number> {
  const { file, errors, encoding, ...options } = readOptions(args);
  const size = await sizeOf(file);
  const signal = stopSignal();
  const actor = { kind: "system", id: userInfo().username } as const;
  const outcome = await withDatabase((db) =>
    takeInFeed({ db, clock: systemClock }, actor, {
      ...options,
      name: basename(file),
      open: () => createReadStream(file),
      ...(encoding && { encoding }),
      signal,
      onProgress: (progress) => showProgress(progress, size),
    }),
  ).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    endProgress();
    throw new Refusal("途中で止めました。何も変えていません。もう一度実行できます。");
  });
  endProgress();
  console.log(wordsOf(outcome, options.isDryRun).join("\n"));
  if (errors !== undefined && "problems" in outcome) await writeErrors(errors, outcome.problems);
  return outcome.kind === "refused" ? NOT_TAKEN_IN : TAKEN_IN;
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) {
    throw new Refusal(`「${file}」を読めません。ファイルの場所と名前を確かめてください。`);
  }
  return found.size;
}

async function writeErrors(path: string, problems: readonly TableProblem[]): Promise<void> {
  // Lines are of people: nobody else on this machine reads where they go wrong.
  await pipeline(writeProblems(problems), createWriteStream(path, { mode: 0o600 }));
  console.log(`誤りの一覧を「${path}」に書きました。`);
}

/** On a screen alone: a log needs no line that is overwritten. */
function showProgress(progress: FeedProgress, size: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001b[K${progressWords(progress, size)}`);
}

function progressWords(progress: FeedProgress, size: number): string {
  switch (progress.step) {
    case "reading":
      return `読んでいます　${progress.lines}行　${Math.round((progress.bytes / size) * 100)}%`;
    case "comparing":
      return "登録されている内容と比べています…";
    case "writing":
      return "書いています…";
  }
}

function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}
