/** CSV written as spreadsheets in Japan open it: CRLF, UTF-8 with a byte order mark or Shift_JIS (CP932). */
import { csvLine, encodeShiftJis } from "@madoguchi/notation";
import type { CsvFields, CsvFormulas } from "@madoguchi/notation";
import type { TableEncoding } from "./encoding.ts";
import type { TableProblem } from "./problem.ts";

export type { CsvFields };

export type CsvOptions = {
  /** Shift_JIS takes ● where a character does not exist in it. */
  readonly encoding: TableEncoding;
  readonly formulas: CsvFormulas;
};

const BLOCK = 64 * 1024;
const BYTE_ORDER_MARK = "\ufeff";

/** Blocks of bytes, as they are pulled. */
export async function* writeCsv(
  rows: AsyncIterable<CsvFields> | Iterable<CsvFields>,
  options: CsvOptions,
): AsyncGenerator<Uint8Array> {
  const isUtf8 = options.encoding === "utf-8";
  const encoder = new TextEncoder();
  const encode = (text: string) => (isUtf8 ? encoder.encode(text) : encodeShiftJis(text));
  let text = isUtf8 ? BYTE_ORDER_MARK : "";
  for await (const fields of rows) {
    text += csvLine(fields, options.formulas);
    if (text.length < BLOCK) continue;
    yield encode(text);
    text = "";
  }
  if (text !== "") yield encode(text);
}

const PROBLEM_TITLES = ["行", "列", "列名", "規則", "内容", "直し方"];

/** What is wrong with a table, for whoever sent it: where, which rule, why, and how to mend it. Opens in a spreadsheet. */
export function writeProblems(
  problems: AsyncIterable<TableProblem> | Iterable<TableProblem>,
): AsyncGenerator<Uint8Array> {
  return writeCsv(problemRows(problems), { encoding: "utf-8", formulas: "escaped" });
}

async function* problemRows(
  problems: AsyncIterable<TableProblem> | Iterable<TableProblem>,
): AsyncGenerator<CsvFields> {
  yield PROBLEM_TITLES;
  for await (const { line, column, rule, message, mend } of problems) {
    const letters = column?.position == null ? "" : columnLetters(column.position);
    yield [line === null ? "" : String(line), letters, column?.title ?? "", rule, message, mend];
  }
}

/** As a spreadsheet heads its columns: 1 is A, 27 is AA. */
export function columnLetters(position: number): string {
  const before = Math.floor((position - 1) / 26);
  const last = String.fromCharCode(65 + ((position - 1) % 26));
  return before > 0 ? columnLetters(before) + last : last;
}
