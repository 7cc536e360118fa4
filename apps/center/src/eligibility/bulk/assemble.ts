/** The files that the site gets, out of the parts, in the order of its lines. */
import { writeCsv, writeProblems } from "@madoguchi/platform";
import type { FileStore, TableEncoding, TableProblem } from "@madoguchi/platform";
import { resultTitles } from "./columns.ts";
import type { QuestionPlaces } from "./columns.ts";
import { fileOf, readParts } from "./files.ts";
import type { BulkKey } from "./store.ts";

type Parts = {
  readonly places: QuestionPlaces;
  /** The result is written as the question was. */
  readonly encoding: TableEncoding;
  readonly batches: number;
};

export async function assemble(
  files: FileStore,
  key: BulkKey,
  { places, encoding, batches }: Parts,
): Promise<void> {
  async function* table(): AsyncGenerator<readonly string[]> {
    yield resultTitles(places);
    for await (const { fields } of readParts(files, key, batches)) yield fields;
  }
  const written = writeCsv(table(), { encoding, formulas: "escaped" });
  await files.named.write(fileOf(key, "result"), written);

  async function* problems(): AsyncGenerator<TableProblem> {
    for await (const line of readParts(files, key, batches)) yield* line.problems;
  }
  await writeErrors(files, key, problems());
}

export async function writeErrors(
  files: FileStore,
  key: BulkKey,
  problems: AsyncIterable<TableProblem> | Iterable<TableProblem>,
): Promise<void> {
  await files.named.write(fileOf(key, "errors"), writeProblems(problems));
}
