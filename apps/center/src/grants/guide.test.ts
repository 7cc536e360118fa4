/** 補助金申請の手引き: its worked amounts are those of the rules. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseYen } from "@madoguchi/notation";
import { expect, test } from "vitest";
import { guideProgramme } from "./programmes.ts";
import { grantAmount } from "./rules/amount.ts";

const library = join(import.meta.dirname, "../../library");

/** Rows of four amounts of yen. */
function workedRows(file: string): number[][] {
  return readFileSync(join(library, file), "utf8")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => cells.length === 6 && cells.slice(1, 5).every((cell) => cell.endsWith("円")))
    .map((cells) =>
      cells.slice(1, 5).map((cell) => {
        const yen = parseYen(cell);

        return yen.ok ? yen.value : Number.NaN;
      }),
    );
}

test("every step of every example in the guide", () => {
  const rows = workedRows("KB0010165-grant-guide.md");
  const worked = rows.map(([cost = 0]) =>
    grantAmount(guideProgramme, [{ item: "reader", amountYen: cost }]).steps.map(({ yen }) => yen),
  );
  expect(rows).toEqual(worked);
  for (const cost of [1333, 5000, 14_500, 41_333, 41_334]) {
    expect(rows.map(([first]) => first)).toContain(cost);
  }
});
