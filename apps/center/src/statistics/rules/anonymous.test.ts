import fc from "fast-check";
import { expect, test } from "vitest";
import { FEWEST, leftOut, shownGroups } from "./anonymous.ts";
import type { Count } from "./anonymous.ts";

/** Adds the sums of rows and columns. */
function withSums(inner: readonly (readonly Count[])[]): Count[][] {
  const add = (counts: readonly Count[]): Count => ({
    base: counts.reduce((sum, { base }) => sum + base, 0),
    value: counts.reduce((sum, { value }) => sum + value, 0),
  });
  const rows = inner.map((row) => [...row, add(row)]);
  const columns = rows[0] ?? [];

  return [...rows, columns.map((_, column) => add(rows.flatMap((row) => row[column] ?? [])))];
}

const tables = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, columns]) => {
    const count = fc
      .tuple(
        fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 60 }), fc.constant(0)),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([base, share]) => ({ base, value: Math.round(base * share) }));
    const row = fc.array(count, { minLength: columns, maxLength: columns });

    return fc.array(row, { minLength: rows, maxLength: rows });
  })
  .map(withSums);

/**
 * What an attacker knows: the shown counts, that sums are sums, and that nothing is below zero. A left out count is certain
 * unless it could be one more or one less with the others making up for it: a way around through left out counts only. Rows
 * and columns are the stations; a count leads from its row to its column, a sum of a row from outside to the row, and so on.
 */
function certainCounts(table: readonly (readonly Count[])[], hidden: readonly boolean[][]) {
  const lastRow = table.length - 1;
  const lastColumn = (table[0]?.length ?? 0) - 1;
  const arcs = table.flatMap((row, r) =>
    row.flatMap(({ base, value }, c) => {
      if (hidden[r]?.[c] !== true) return [];
      const from =
        r < lastRow ? (c < lastColumn ? `r${r}` : "in") : c < lastColumn ? `c${c}` : "out";
      const to = r < lastRow ? (c < lastColumn ? `c${c}` : `r${r}`) : c < lastColumn ? "out" : "in";

      return [{ key: `${r},${c}`, from, to, base, value }];
    }),
  );
  const reaches = (start: string, goal: string, without: string): boolean => {
    const seen = new Set([start]);
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === goal) return true;
      for (const { key, from, to, value } of arcs) {
        if (key === without) continue;
        const steps = [from === at ? to : undefined, to === at && value > 0 ? from : undefined];
        for (const next of steps) {
          if (next !== undefined && !seen.has(next)) {
            seen.add(next);
            open.push(next);
          }
        }
      }
    }

    return false;
  };

  return arcs.filter(
    ({ key, from, to, value }) => !reaches(to, from, key) && !(value > 0 && reaches(from, to, key)),
  );
}

test("nothing that is shown tells of few facilities, and nothing that is left out can be worked out", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const hidden = leftOut(table);
      const few = (number: number) => number > 0 && number < FEWEST;
      for (const [r, row] of table.entries()) {
        for (const [c, { base, value }] of row.entries()) {
          if (hidden[r]?.[c] !== true) {
            expect([few(base), few(value), few(base - value)]).toEqual([false, false, false]);
          }
        }
      }
      // That nobody of a large group has come so far may be said, and then it is said of its parts as well.
      const telling = certainCounts(table, hidden).filter(
        ({ value, base }) => value > 0 && (few(base) || few(value) || few(base - value)),
      );
      expect(telling).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("the oracle of that test finds a lone count, and a square whose corners are forced", () => {
  const table = withSums([
    [
      { base: 50, value: 50 },
      { base: 5, value: 5 },
    ],
    [
      { base: 40, value: 40 },
      { base: 60, value: 60 },
    ],
  ]);
  const only = (...places: string[]) =>
    table.map((row, r) => row.map((_, c) => places.includes(`${r},${c}`)));
  expect(certainCounts(table, only("0,1")).map(({ key }) => key)).toEqual(["0,1"]);
  expect(certainCounts(table, only("0,0", "0,1", "1,0", "1,1"))).toEqual([]);
});

test("large groups are shown as they are", () => {
  const table = withSums([
    [
      { base: 50, value: 30 },
      { base: 40, value: 0 },
    ],
  ]);
  expect(leftOut(table).flat()).toEqual([false, false, false, false, false, false]);
});

test("of a single small group its neighbour is left out as well", () => {
  const table = withSums([
    [
      { base: 90, value: 60 },
      { base: 80, value: 30 },
      { base: 12, value: 3 },
    ],
  ]);
  expect(leftOut(table)[0]).toEqual([false, true, true, false]);
});

const group = (prefectureCode: string, facilities: number) => ({
  kind: "medical",
  prefectureCode,
  facilities,
});

test("a median is shown of more than ten, and never so that the rest of the country is few", () => {
  const shown = (...groups: ReturnType<typeof group>[]) =>
    shownGroups(groups).map(({ prefectureCode }) => prefectureCode);
  expect(shown(group("", 10))).toEqual([]);
  expect(shown(group("", 40), group("13", 11), group("27", 10))).toEqual(["", "13"]);
  expect(shown(group("", 40), group("13", 20), group("27", 12))).toEqual(["", "13"]);
  expect(shown(group("", 32), group("13", 20), group("27", 12))).toEqual(["", "13", "27"]);
});
