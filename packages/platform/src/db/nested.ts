/** Rows within a row: what belongs to a record comes with it in one statement, as JSON, in which days and instants are texts. */
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { Temporal } from "temporal-polyfill";
import { instantOf } from "./instants.ts";
import { snakeCase } from "./records.ts";

type KindOf<Value> = Temporal.Instant extends Value
  ? "instant"
  : Temporal.PlainDate extends Value
    ? "day"
    : "plain";

/** As it comes. */
export type NestedJson<Row> = {
  readonly [Name in keyof Row]: KindOf<Row[Name]> extends "plain"
    ? Row[Name]
    : string | Extract<Row[Name], null>;
};

export type Nested<Row> = {
  /** @param table one row of it, or of what goes by this name in the statement: ours, never anybody's who asks */
  readonly json: (table: string) => RawBuilder<NestedJson<Row>>;
  readonly read: (json: NestedJson<Row>) => Row;
};

/** @param kinds of all members: which of them are days or instants */
export function nested<Row extends object>(kinds: {
  readonly [Name in keyof Row]-?: KindOf<Row[Name]>;
}): Nested<Row> {
  const members = Object.entries<string>(kinds);
  const readers = members.flatMap(([name, kind]) => {
    const read = kind === "instant" ? instantOf : kind === "day" ? Temporal.PlainDate.from : null;

    return read ? [[name, read] as const] : [];
  });

  return {
    // As one text: a statement of a hundred names would be put together anew each time.
    json: (table) =>
      sql.raw(
        `json_build_object(${members.map(([name]) => `'${name}', ${table}.${snakeCase(name)}`).join(", ")})`,
      ),
    read: (json) => {
      const row: Record<string, unknown> = { ...json };
      for (const [name, read] of readers) {
        const text = row[name];
        if (typeof text === "string") row[name] = read(text);
      }

      // Its texts are days and instants now; no type says which were.
      return row as Row;
    },
  };
}
