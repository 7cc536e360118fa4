/** Rows of a table out of its text: by header and commas, or by the names in each line of JSON. */
import { columnLookup, forEachKey, readHeader } from "./columns.ts";
import type { ColumnPlaces, Header, TableColumns, TableValues } from "./columns.ts";
import { csvParser } from "./csv.ts";
import type { TableLimits } from "./limits.ts";
import { lineParser } from "./lines.ts";
import type { Parsed } from "./parser.ts";
import { TableRefusal, tableProblem } from "./problem.ts";
import type { ColumnPlace, TableProblem, TableRule } from "./problem.ts";

export type TableRow<Key extends string> =
  | { readonly kind: "record"; readonly line: number; readonly values: TableValues<Key> }
  | { readonly kind: "fault"; readonly line: number; readonly problems: readonly TableProblem[] };

export type RowReader<Key extends string> = {
  /** @throws TableRefusal when the header is wrong */
  push(text: string): TableRow<Key>[];
  end(): TableRow<Key>[];
  /** Undefined until the header is read. */
  places(): ColumnPlaces<Key> | undefined;
};

/** Control characters but tab and line ends, which a quoted value may hold; U+FFFD stands where bytes were broken. */
const BAD = /[[\p{Cc}\ufffd]--[\t\r\n]]/v;

export function csvRows<Key extends string>(
  columns: TableColumns<Key>,
  limits: TableLimits,
): RowReader<Key> {
  const parser = csvParser(limits);
  const empty = forEachKey(columns.columns, () => "");
  let header: Header<Key> | undefined;
  /** Whether any text so far holds a bad character: until then no value needs to be looked at. */
  let isSuspect = false;

  function read(found: readonly Parsed<readonly string[]>[]): TableRow<Key>[] {
    const rows: TableRow<Key>[] = [];
    for (const parsed of found) {
      if (header === undefined) header = openHeader(parsed, columns);
      else rows.push(row(parsed, header));
    }
    return rows;
  }

  function row(parsed: Parsed<readonly string[]>, known: Header<Key>): TableRow<Key> {
    const { line } = parsed;
    const placeAt = (index: number): ColumnPlace => ({
      title: known.titles[index] ?? "",
      position: index + 1,
    });
    if ("rule" in parsed) {
      const place = parsed.position === null ? null : placeAt(parsed.position - 1);
      return fault(line, [tableProblem(parsed.rule, line, place)]);
    }
    const fields = parsed.record;
    const { keys } = known;
    // A spreadsheet writes empty values after the last column.
    const hasMore =
      fields.length > keys.length && fields.slice(keys.length).some((value) => value !== "");
    if (fields.length < keys.length || hasMore) {
      return fault(line, [tableProblem("column-count", line)]);
    }
    if (isSuspect) {
      const problems = fields.flatMap((value, index) => {
        const rule = badCharacter(value);
        return rule === undefined ? [] : [tableProblem(rule, line, placeAt(index))];
      });
      if (problems.length > 0) return fault(line, problems);
    }
    const values = { ...empty };
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index];
      if (key !== undefined) values[key] = fields[index] ?? "";
    }
    return { kind: "record", line, values };
  }

  return {
    push(text) {
      isSuspect ||= BAD.test(text);
      return read(parser.push(text));
    },
    end: () => read(parser.end()),
    places: () => header?.places,
  };
}

function openHeader<Key extends string>(
  parsed: Parsed<readonly string[]>,
  columns: TableColumns<Key>,
): Header<Key> {
  const { line } = parsed;
  if ("rule" in parsed) throw new TableRefusal([tableProblem(parsed.rule, line)]);
  const header = readHeader(parsed.record, line, columns);
  if (!header.ok) throw new TableRefusal(header.reason);
  return header.value;
}

export function ndjsonRows<Key extends string>(
  columns: TableColumns<Key>,
  limits: TableLimits,
): RowReader<Key> {
  const parser = lineParser(limits);
  const lookup = columnLookup(columns.columns);
  const empty = forEachKey(columns.columns, () => "");
  const places = forEachKey(columns.columns, ({ title }) => ({ title, position: null }));
  const required = columns.columns.filter(({ isOptional }) => isOptional !== true);

  function row(parsed: Parsed<string>): TableRow<Key> {
    const { line } = parsed;
    if ("rule" in parsed) return fault(line, [tableProblem(parsed.rule, line)]);
    const record = parseJson(parsed.record);
    if (typeof record === "string") return fault(line, [tableProblem(record, line)]);
    const values = { ...empty };
    const seen = new Set<Key>();
    const problems: TableProblem[] = [];
    for (const [title, value] of Object.entries(record)) {
      const place = { title, position: null };
      const key = lookup(title);
      const rule = key === undefined ? unknown(columns) : valueRule(value, seen.has(key), limits);
      if (rule !== undefined) problems.push(tableProblem(rule, line, place));
      if (key === undefined) continue;
      seen.add(key);
      values[key] = typeof value === "string" ? value : "";
    }
    for (const { key, title } of required) {
      if (!seen.has(key)) {
        problems.push(tableProblem("column-missing", line, { title, position: null }));
      }
    }
    return problems.length > 0 ? fault(line, problems) : { kind: "record", line, values };
  }

  return {
    push: (text) => parser.push(text).map(row),
    end: () => parser.end().map(row),
    places: () => places,
  };
}

function fault<Key extends string>(line: number, problems: readonly TableProblem[]): TableRow<Key> {
  return { kind: "fault", line, problems };
}

function unknown({ unknownColumns }: TableColumns<string>): TableRule | undefined {
  return unknownColumns === "refuse" ? "column-unknown" : undefined;
}

function valueRule(value: unknown, isTwice: boolean, limits: TableLimits): TableRule | undefined {
  if (isTwice) return "column-twice";
  if (value === null) return undefined;
  if (typeof value !== "string") return "json-text";
  return value.length > limits.fieldLength ? "field-too-long" : badCharacter(value);
}

function badCharacter(value: string): TableRule | undefined {
  // JSON can escape half of a surrogate pair, which no database keeps.
  if (value.includes("\ufffd") || !value.isWellFormed()) return "unreadable-character";
  return BAD.test(value) ? "control-character" : undefined;
}

function parseJson(text: string): object | "json-syntax" | "json-object" {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value
      : "json-object";
  } catch {
    return "json-syntax";
  }
}
