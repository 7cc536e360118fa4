/** The command `import`: one file of an insurer, or a notice about certificates, as a whole or not at all. */
import { createReadStream } from "node:fs";
import { userInfo } from "node:os";
import { basename } from "node:path";
import { takeInFeed } from "@madoguchi/center";
import type { FeedProgress } from "@madoguchi/center";
import { systemClock } from "@madoguchi/platform";
import { withDatabase } from "../cert/installation.ts";
import { Refusal } from "../refusal.ts";
import { stopSignal } from "../start/signals.ts";
import { NOT_TAKEN_IN, TAKEN_IN, USAGE, sizeOf, writeErrors } from "./file.ts";
import { readOptions } from "./options.ts";
import { wordsOf } from "./words.ts";

export async function importCommand(args: readonly string[]): Promise<number> {
  try {
    const [what, ...rest] = args;
    if (what !== "certificates") return await importFile(args);
    const { importCertificates } = await import("./certificates.ts");
    return await importCertificates(rest);
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
