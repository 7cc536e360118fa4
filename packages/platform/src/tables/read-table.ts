/**
 * Tables that insurers and offices send: CSV or NDJSON, UTF-8 or Shift_JIS, plain or gzip, of any size in the same memory.
 * What is wrong with the file is a value with line, column, rule and mend; only an abort or a failing source throws.
 * Rows are views of a piece of text of some 100 KiB: use them and let them go.
 *
 *   for await (const part of readTable(file, { columns, unknownColumns: "refuse" })) {
 *     switch (part.kind) { case "columns": … case "rows": … case "refused": … case "end": … }
 *   }
 */
import { openBytes } from "./bytes.ts";
import type { ByteSource, SentFile } from "./bytes.ts";
import type { ColumnPlaces, TableColumns } from "./columns.ts";
import { decodeText } from "./encoding.ts";
import type { TableEncoding, TextDecoding } from "./encoding.ts";
import { TABLE_LIMITS } from "./limits.ts";
import type { TableLimits } from "./limits.ts";
import { TableRefusal, tableProblem } from "./problem.ts";
import type { TableProblem } from "./problem.ts";
import { csvRows, ndjsonRows } from "./rows.ts";
import type { RowReader, TableRow } from "./rows.ts";

export type TableFormat = "csv" | "ndjson";

export type TableOptions<Key extends string> = TableColumns<Key> & {
  /** What the sender said; otherwise told by the first bytes. */
  readonly encoding?: TableEncoding;
  readonly format?: TableFormat;
  readonly limits?: Partial<TableLimits>;
  readonly signal?: AbortSignal;
};

export type TableFile = {
  /** Of the bytes as sent, in hex: the same file is the same hash. */
  readonly sha256: string;
  readonly bytes: number;
  readonly isGzip: boolean;
  readonly format: TableFormat;
  readonly encoding: TableEncoding;
  readonly records: number;
  readonly faults: number;
};

export type TablePart<Key extends string> =
  /** Once, before any row: for the problems that the reader of the rows finds. */
  | { readonly kind: "columns"; readonly places: ColumnPlaces<Key> }
  | {
      readonly kind: "rows";
      readonly rows: readonly TableRow<Key>[];
      /** As sent, read so far: progress against the file's size. */
      readonly bytes: number;
    }
  /** The file as a whole cannot be read, or not further. Nothing follows. */
  | { readonly kind: "refused"; readonly problems: readonly TableProblem[] }
  | { readonly kind: "end"; readonly file: TableFile };

/** @throws the signal's reason; what the source throws */
export async function* readTable<Key extends string>(
  source: ByteSource,
  options: TableOptions<Key>,
): AsyncGenerator<TablePart<Key>> {
  try {
    yield* readParts(source, options);
  } catch (error) {
    if (!(error instanceof TableRefusal)) throw error;
    yield { kind: "refused", problems: error.problems };
  }
}

async function* readParts<Key extends string>(
  source: ByteSource,
  options: TableOptions<Key>,
): AsyncGenerator<TablePart<Key>> {
  const limits = { ...TABLE_LIMITS, ...options.limits };
  const { file, blocks } = openBytes(source, limits, options.signal);
  const decoding = decodeText(options.encoding);
  const counts = { records: 0, faults: 0 };
  let { format } = options;
  let reader: RowReader<Key> | undefined;
  let hasColumns = false;

  function* parts(rows: readonly TableRow<Key>[]): Generator<TablePart<Key>> {
    const places = reader?.places();
    if (!hasColumns && places !== undefined) {
      hasColumns = true;
      yield { kind: "columns", places };
    }
    if (rows.length === 0) return;
    for (const { kind } of rows) counts[kind === "record" ? "records" : "faults"] += 1;
    yield { kind: "rows", rows, bytes: file.bytes };
  }

  for await (const block of blocks) {
    const text = decoding.decode(block);
    if (reader === undefined) {
      format ??= /^\s*\{/.test(text) ? "ndjson" : "csv";
      reader = format === "csv" ? csvRows(options, limits) : ndjsonRows(options, limits);
    }
    yield* parts(reader.push(text));
  }
  if (reader !== undefined) yield* parts([...reader.push(decoding.end()), ...reader.end()]);
  if (!hasColumns || format === undefined) {
    throw new TableRefusal([tableProblem("empty", null)]);
  }
  yield { kind: "end", file: summary(file, format, decoding, counts) };
}

function summary(
  file: SentFile,
  format: TableFormat,
  decoding: TextDecoding,
  counts: { readonly records: number; readonly faults: number },
): TableFile {
  return {
    sha256: file.sha256(),
    bytes: file.bytes,
    isGzip: file.isGzip,
    format,
    encoding: decoding.encoding() ?? "utf-8",
    ...counts,
  };
}
