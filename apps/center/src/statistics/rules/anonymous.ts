/**
 * What may be shown of groups of facilities. No number is about fewer than ten of them, neither as it stands nor by taking
 * shown numbers from one another.
 */

/** Numbers are about so many facilities at least, or about none. */
export const FEWEST = 10;

const isFew = (facilities: number): boolean => facilities > 0 && facilities < FEWEST;

/** A count of a table; its place is a row and a column, of which the last ones are the sums of the others. */
export type Count = {
  /** Of these facilities … */
  readonly base: number;
  /** … so many have come so far. */
  readonly value: number;
};

/** Few who have, few who have not, or few at all. */
function isTelling({ base, value }: Count): boolean {
  return isFew(base) || isFew(value) || isFew(base - value);
}

/**
 * Decides which counts of a table are left out: those that tell of few, and then others beside them, until in no row and no
 * column the left out ones can be had by subtraction, alone or as a sum that tells of few, and none that tells of few by
 * rows and columns together.
 * @param table rows of columns; in each row the last is the sum of the others, and so is the last row
 * @returns the same shape: true where a count is left out
 */
export function leftOut(table: readonly (readonly Count[])[]): boolean[][] {
  const hidden = table.map((row) => row.map(isTelling));
  const lines = linesOf(table.length, table[0]?.length ?? 0);
  const hide = (place: Place | undefined): boolean => {
    const places = place && hidden[place[0]];
    if (!places) return false;
    places[place[1]] = true;

    return true;
  };
  let isSettled = false;
  while (!isSettled) {
    const hasMore = lines.map((line) => hide(nextToHide(table, hidden, line))).includes(true);
    isSettled = !hasMore && !hide(besideCertain(table, hidden));
  }

  return hidden;
}

type Place = readonly [row: number, column: number];
/** Parts and their sum. */
type Line = { readonly parts: readonly Place[]; readonly sum: Place };

function linesOf(rows: number, columns: number): readonly Line[] {
  const across = Array.from({ length: rows }, (_, row) => ({
    parts: Array.from({ length: columns - 1 }, (_each, column) => [row, column] as const),
    sum: [row, columns - 1] as const,
  }));
  const down = Array.from({ length: columns }, (_, column) => ({
    parts: Array.from({ length: rows - 1 }, (_each, row) => [row, column] as const),
    sum: [rows - 1, column] as const,
  }));

  return [...across, ...down];
}

/** What must be left out as well in this line; undefined where it is well. */
function nextToHide(
  table: readonly (readonly Count[])[],
  hidden: readonly (readonly boolean[])[],
  { parts, sum }: Line,
): Place | undefined {
  const isHidden = ([row, column]: Place): boolean => hidden[row]?.[column] === true;
  const count = ([row, column]: Place): Count => table[row]?.[column] ?? { base: 0, value: 0 };
  const missing = parts.filter(isHidden);
  const sumIsHidden = isHidden(sum);
  const unknowns = missing.length + (sumIsHidden ? 1 : 0);
  if (unknowns === 0) {
    return undefined;
  }
  // What a reader can work out of this line: the sum of what is missing, or its difference to the missing sum.
  const isWell = unknowns > 1 && (sumIsHidden || !isTelling(added(missing.map(count))));
  if (isWell) {
    return undefined;
  }
  const shown = parts.filter((place) => !isHidden(place) && count(place).value > 0);
  const [least] = shown.toSorted((left, right) => count(left).value - count(right).value);

  return least ?? (sumIsHidden ? parts.find((place) => !isHidden(place)) : sum);
}

/** A shown count that has to go because a left out one that tells of few is certain. */
function besideCertain(
  table: readonly (readonly Count[])[],
  hidden: readonly (readonly boolean[])[],
): Place | undefined {
  const [certain] = certainPlaces(table, hidden);
  if (!certain) {
    return undefined;
  }
  const [row, column] = certain;
  const shown = table.flatMap((counts, r) =>
    counts.flatMap(({ value }, c) => {
      if (hidden[r]?.[c] !== false) return [];

      return [{ place: [r, c] as const, value, isBeside: r === row || c === column }];
    }),
  );
  const [next] = shown.toSorted(
    (left, right) =>
      Number(right.isBeside) - Number(left.isBeside) ||
      Number(left.value === 0) - Number(right.value === 0) ||
      left.value - right.value,
  );

  return next?.place;
}

/** From one station to another: what stands in a row and a column, or a sum, is a way between the two. */
type Way = {
  readonly place: Place;
  readonly from: string;
  readonly to: string;
  readonly value: number;
};

/**
 * Left out counts that tell of few, and that a reader can be certain of. One is uncertain if it could be one more or one less:
 * then others make up for it on a way round through left out counts, each of which becomes one more, or one less if it is not
 * zero already. Rows and columns are stations; a sum leads to its row from outside, or from its column there.
 */
function certainPlaces(
  table: readonly (readonly Count[])[],
  hidden: readonly (readonly boolean[])[],
): readonly Place[] {
  const ways = table.flatMap((counts, row) =>
    counts.flatMap(({ value }, column): Way[] => {
      if (hidden[row]?.[column] !== true) return [];
      const inRow = row < table.length - 1 ? `row ${row}` : null;
      const inColumn = column < counts.length - 1 ? `column ${column}` : null;

      return [
        {
          place: [row, column],
          value,
          from: inRow ? (inColumn ? inRow : "in") : (inColumn ?? "out"),
          to: inRow ? (inColumn ?? inRow) : inColumn ? "out" : "in",
        },
      ];
    }),
  );
  const steps = new Map<string, { readonly to: string; readonly way: Way }[]>();
  const addStep = (from: string, to: string, way: Way): void => {
    const known = steps.get(from) ?? [];
    known.push({ to, way });
    steps.set(from, known);
  };
  for (const way of ways) {
    addStep(way.from, way.to, way);
    if (way.value > 0) addStep(way.to, way.from, way);
  }
  const leads = (from: string, goal: string, without: Way): boolean => {
    const seen = new Set([from]);
    for (const at of seen) {
      if (at === goal) return true;
      for (const { to, way } of steps.get(at) ?? []) if (way !== without) seen.add(to);
    }

    return false;
  };

  return ways
    .filter(({ value, place: [row, column] }) => {
      const count = table[row]?.[column];

      return value > 0 && count !== undefined && isTelling(count);
    })
    .filter((way) => !leads(way.to, way.from, way) && !leads(way.from, way.to, way))
    .map(({ place }) => place);
}

function added(counts: readonly Count[]): Count {
  return {
    base: counts.reduce((sum, { base }) => sum + base, 0),
    value: counts.reduce((sum, { value }) => sum + value, 0),
  };
}

export type Group = {
  readonly kind: string;
  /** Empty for the whole country. */
  readonly prefectureCode: string;
  readonly facilities: number;
};

/**
 * Of which groups a median may be shown: to each of its members there are ten others, and the rest of the country beside the
 * shown prefectures is nobody or ten as well.
 */
export function shownGroups<G extends Group>(groups: readonly G[]): readonly G[] {
  const large = groups.filter(({ facilities }) => facilities > FEWEST);
  const kinds = new Set(large.map(({ kind }) => kind));

  return [...kinds].flatMap((kind) => {
    const ofKind = large.filter((group) => group.kind === kind);
    const country = ofKind.find(({ prefectureCode }) => prefectureCode === "");
    const prefectures = ofKind
      .filter(({ prefectureCode }) => prefectureCode !== "")
      .toSorted((left, right) => right.facilities - left.facilities);
    if (!country) {
      return prefectures;
    }
    const rest = () =>
      country.facilities - prefectures.reduce((sum, { facilities }) => sum + facilities, 0);
    while (prefectures.length > 0 && isFew(rest())) prefectures.pop();

    return [country, ...prefectures];
  });
}
