/** Two texts, line by line: what went, what came, what stayed. */

export type Line = { readonly kind: "same" | "removed" | "added"; readonly text: string };

/** By their longest common lines; of texts of some hundred lines. */
export function differenceOf(before: string, after: string): readonly Line[] {
  const old = before.split("\n");
  const now = after.split("\n");
  // common[i][j]: how many lines the rests from i and from j have in common.
  const common = Array.from({ length: old.length + 1 }, () =>
    Array.from<number>({ length: now.length + 1 }).fill(0),
  );
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = common[i];
      if (row)
        row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]];
    if (left !== undefined && left === right) {
      lines.push({ kind: "same", text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: "removed", text: left });
      i += 1;
    } else {
      lines.push({ kind: "added", text: right ?? "" });
      j += 1;
    }
  }

  return lines;
}
