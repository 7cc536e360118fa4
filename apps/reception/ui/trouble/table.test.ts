import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { never, places } from "./never.fixture.ts";
import { everyReason } from "./reasons.fixture.ts";
import { troubleOf } from "./trouble.ts";

const document = join(import.meta.dirname, "../../../../docs/troubles.md");
const TABLE = /^\| PC\/SC[^]*?(?=\n\n)/m;

/** `WRITE_DOCS=1` writes it anew. */
test("the table of screens and links says what each link shows", () => {
  const rows = everyReason
    .filter(({ kind }) => kind !== "problem")
    .map((reason) =>
      places.map((place) => {
        const { title } = troubleOf(reason, place);
        return never[place].includes(title) ? "—" : title;
      }),
    );
  const right = [
    "PC/SC | Bluetooth | phone",
    "--- | --- | ---",
    ...rows.map((row) => row.join(" | ")),
  ]
    .map((row) => `| ${row} |`)
    .join("\n");
  const squeezed = (text: string) => text.replaceAll(/ *\| */gu, "|").replaceAll(/-{3,}/gu, "---");
  if (process.env["WRITE_DOCS"]) {
    writeFileSync(document, readFileSync(document, "utf8").replace(TABLE, right));
  }
  const [table = ""] = TABLE.exec(readFileSync(document, "utf8")) ?? [];
  expect(squeezed(table)).toBe(squeezed(right));
});
