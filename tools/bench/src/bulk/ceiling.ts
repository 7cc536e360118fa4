/**
 * What an answered file costs at the very least: its bytes read and cut at line ends and commas, the same statement for the
 * same batches, compiled once, and as many bytes written and made durable as the result has. Nothing is judged or recorded.
 */
import { open, readFile } from "node:fs/promises";
import { seeding } from "@madoguchi/center";
import { openDatabase, openPool } from "@madoguchi/platform";

export const BATCH = 2000;

export type BareFile = AsyncDisposable & {
  /** @returns seconds */
  run(): Promise<number>;
};

export async function openBareFile(
  databaseUrl: string,
  paths: { readonly question: string; readonly result: string },
  resultBytes: number,
): Promise<BareFile> {
  const text = statementText(databaseUrl);
  const pool = openPool({ connectionString: databaseUrl, max: 1 });
  const result = Buffer.alloc(resultBytes, "a");

  return {
    async run() {
      const start = performance.now();
      const [, ...lines] = (await readFile(paths.question, "utf8")).split("\r\n");
      const rows = lines.map((line) => line.split(","));
      for (let from = 0; from < rows.length; from += BATCH) {
        const batch = rows.slice(from, from + BATCH);
        const column = (index: number) => batch.map((row) => row[index]);
        const values = [1, 3, 2, 4, 5].map(column);
        await pool.query({ name: "insured", text, values });
      }
      await using file = await open(paths.result, "w");
      await file.writeFile(result);
      await file.datasync();

      return (performance.now() - start) / 1000;
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

function statementText(databaseUrl: string): string {
  const db = openDatabase(databaseUrl);
  const { sql } = seeding.insuredUnder([]).compile(db);
  void db.destroy();

  return sql;
}
