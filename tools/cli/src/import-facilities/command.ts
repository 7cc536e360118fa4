/** The command `import-facilities`: one official list, as a whole or not at all. */
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { importFacilityList } from "@madoguchi/center";
import type { ListOutcome } from "@madoguchi/center";
import { systemClock, writeCsv, writeProblems } from "@madoguchi/platform";
import { withDatabase } from "../cert/installation.ts";
import { Refusal } from "../refusal.ts";
import { stopSignal } from "../start/signals.ts";
import { readOptions } from "./options.ts";
import { fieldNames, wordsOf } from "./words.ts";

const TAKEN_IN = 0;
const NOT_TAKEN_IN = 1;
const USAGE = 2;

export async function importFacilitiesCommand(args: readonly string[]): Promise<number> {
  try {
    return await importFile(args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return USAGE;
  }
}

async function importFile(args: readonly string[]): Promise<number> {
  const { file, report, errors, encoding, ...options } = readOptions(args);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) {
    throw new Refusal(`「${file}」を読めません。ファイルの場所と名前を確かめてください。`);
  }
  const signal = stopSignal();
  const actor = { kind: "system", id: userInfo().username } as const;
  const outcome = await withDatabase((db) =>
    importFacilityList({ db, clock: systemClock }, actor, {
      ...options,
      name: basename(file),
      open: () => createReadStream(file),
      ...(encoding && { encoding }),
      signal,
    }),
  ).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    throw new Refusal("途中で止めました。何も変えていません。もう一度実行できます。");
  });
  console.log(wordsOf(outcome, options.isDryRun).join("\n"));
  if (report !== undefined && "differences" in outcome) await writeReport(report, outcome);
  if (errors !== undefined && "problems" in outcome) {
    await pipeline(writeProblems(outcome.problems), createWriteStream(errors));
    console.log(`誤りの一覧を「${errors}」に書きました。`);
  }
  return outcome.kind === "refused" ? NOT_TAKEN_IN : TAKEN_IN;
}

async function writeReport(
  path: string,
  { differences }: Extract<ListOutcome, { differences: unknown }>,
): Promise<void> {
  const rows = differences.map(({ code, field, before, after }) => [
    code,
    fieldNames[field],
    before ?? "",
    after ?? "",
  ]);
  await pipeline(
    writeCsv([["番号", "項目", "前の名簿", "新しい名簿"], ...rows], {
      encoding: "utf-8",
      formulas: "escaped",
    }),
    createWriteStream(path),
  );
  console.log(`前の名簿との違いを「${path}」に書きました。`);
}
