/** What a parser of text makes of a file, piece by piece: records with the line they begin on, or why there is none. */
import type { TableRule } from "./problem.ts";

export type Parsed<Record> =
  | { readonly line: number; readonly record: Record }
  | {
      readonly line: number;
      readonly rule: TableRule;
      /** Counted from 1; null where the columns cannot be told. */
      readonly position: number | null;
    };

export type TextParser<Record> = {
  push(text: string): Parsed<Record>[];
  /** What follows the last line end. */
  end(): Parsed<Record>[];
};
