/** Which columns a table has, how its header names them, and the values of a record by our own keys. */
import { comparable, err, ok } from "@madoguchi/notation";
import type { Result } from "@madoguchi/notation";
import { tableProblem } from "./problem.ts";
import type { ColumnPlace, TableProblem } from "./problem.ts";

export type TableColumn<Key extends string> = {
  readonly key: Key;
  /** As the specification of the file names it; width, spaces, case and hyphens do not matter. */
  readonly title: string;
  /** Other names in use. */
  readonly aliases?: readonly string[];
  /** Whether the table may lack the column; its values are then empty. */
  readonly isOptional?: boolean;
};

export type TableColumns<Key extends string> = {
  readonly columns: readonly TableColumn<Key>[];
  /** Published lists hold more columns than we read. */
  readonly unknownColumns: "refuse" | "ignore";
};

export type TableValues<Key extends string> = Readonly<Record<Key, string>>;

/** Where each column stands. Null: the table does not have it. */
export type ColumnPlaces<Key extends string> = Readonly<Record<Key, ColumnPlace | null>>;

export type ColumnLookup<Key extends string> = (title: string) => Key | undefined;

/** By title, alias, or our own key. */
export function columnLookup<Key extends string>(
  columns: readonly TableColumn<Key>[],
): ColumnLookup<Key> {
  const keys = new Map<string, Key>();
  for (const { key, title, aliases = [] } of columns) {
    for (const name of [key, title, ...aliases]) keys.set(comparable(name), key);
  }
  const exact = new Map<string, Key | undefined>();
  return (title) => {
    if (exact.has(title)) return exact.get(title);
    const key = keys.get(comparable(title));
    // Remembered for the keys of NDJSON, which every line repeats; not for a flood of made-up ones.
    if (key !== undefined) exact.set(title, key);
    return key;
  };
}

/** One value for every key. */
export function forEachKey<Key extends string, Value>(
  columns: readonly TableColumn<Key>[],
  value: (column: TableColumn<Key>) => Value,
): Record<Key, Value> {
  // Not key by key: V8 then takes it for a dictionary, and every copy of it costs four times as much.
  const made = Object.fromEntries(columns.map((column) => [column.key, value(column)]));
  if (!isWhole(made, columns)) throw new TypeError("columns changed while read");
  return made;
}

function isWhole<Key extends string, Value>(
  made: Readonly<Record<string, Value>>,
  columns: readonly TableColumn<Key>[],
): made is Record<Key, Value> {
  return columns.every(({ key }) => key in made);
}

export type Header<Key extends string> = {
  readonly places: ColumnPlaces<Key>;
  /** The key of each column in file order; undefined for one that is not read. */
  readonly keys: readonly (Key | undefined)[];
  readonly titles: readonly string[];
};

export function readHeader<Key extends string>(
  titles: readonly string[],
  line: number,
  { columns, unknownColumns }: TableColumns<Key>,
): Result<Header<Key>, readonly TableProblem[]> {
  const lookup = columnLookup(columns);
  const keys = titles.map(lookup);
  const placeOf = (index: number): ColumnPlace => ({
    title: titles[index] ?? "",
    position: index + 1,
  });
  const places = forEachKey(columns, ({ key }) => {
    const index = keys.indexOf(key);
    return index === -1 ? null : placeOf(index);
  });
  const problems = [
    ...keys.flatMap((key, index): TableProblem[] => {
      const isNamed = titles[index]?.trim() !== "";
      if (key === undefined) {
        // A spreadsheet writes empty columns after the last one.
        return unknownColumns === "refuse" && isNamed
          ? [tableProblem("column-unknown", line, placeOf(index))]
          : [];
      }
      return keys.indexOf(key) < index ? [tableProblem("column-twice", line, placeOf(index))] : [];
    }),
    ...columns
      .filter(({ key, isOptional }) => places[key] === null && isOptional !== true)
      .map(({ title }) => tableProblem("column-missing", line, { title, position: null })),
  ];
  return problems.length > 0 ? err(problems) : ok({ places, keys, titles });
}
