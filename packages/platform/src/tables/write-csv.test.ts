import { encodeShiftJis } from "@madoguchi/notation";
import fc from "fast-check";
import { expect, test } from "vitest";
import { collect } from "./collect.fixture.ts";
import { csvParser } from "./csv.ts";
import { TABLE_LIMITS } from "./limits.ts";
import { tableProblem } from "./problem.ts";
import { columnLetters, writeCsv, writeProblems } from "./write-csv.ts";

async function bytesOf(blocks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return Buffer.concat(await collect(blocks));
}

function recordsOf(text: string): (readonly string[])[] {
  const parser = csvParser(TABLE_LIMITS);
  return [...parser.push(text), ...parser.end()].flatMap((parsed) =>
    "record" in parsed ? [parsed.record] : [],
  );
}

const table = fc.array(
  fc.array(fc.string({ unit: fc.constantFrom(..."aあ●,\"'\n\r=+-@\t０＝ 1") }), {
    minLength: 1,
    maxLength: 4,
  }),
);

test("what a program writes, it reads", async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      for (const encoding of ["utf-8", "shift_jis"] as const) {
        const bytes = await bytesOf(writeCsv(rows, { encoding, formulas: "kept" }));
        expect(recordsOf(new TextDecoder(encoding).decode(bytes))).toEqual(rows);
      }
    }),
  );
});

test("no value runs in a spreadsheet, and none is changed but by the one mark before it", async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const bytes = await bytesOf(writeCsv(rows, { encoding: "utf-8", formulas: "escaped" }));
      const read = recordsOf(new TextDecoder().decode(bytes));
      read.forEach((fields, row) =>
        fields.forEach((value, index) => {
          expect(/^[=+\-@\t\r\n＝＋－＠]/.test(value) && Number.isNaN(Number(value))).toBe(false);
          const original = rows[row]?.[index] ?? "";
          expect([original, `'${original}`]).toContain(value);
        }),
      );
    }),
  );
});

test("amounts stay amounts", async () => {
  const rows = [["-1200", "+81.5", "-", "-1+1", "＝1", "=1"]];
  const bytes = await bytesOf(writeCsv(rows, { encoding: "shift_jis", formulas: "escaped" }));
  expect(bytes).toEqual(Buffer.from(encodeShiftJis("-1200,+81.5,'-,'-1+1,'＝1,'=1\r\n")));
});

test("a long table comes in blocks", async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => [String(index), "山田　花子"]);
  const blocks = await collect(writeCsv(rows, { encoding: "utf-8", formulas: "kept" }));
  expect(blocks.length).toBeGreaterThan(3);
  expect(recordsOf(new TextDecoder().decode(Buffer.concat(blocks)))).toEqual(rows);
});

test("the file of errors names line, column, rule and mend", async () => {
  const problems = [
    tableProblem("column-count", 3),
    tableProblem("field-too-long", 12, { title: "=氏名", position: 28 }),
    tableProblem("gzip-damaged", null),
  ];
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    await bytesOf(writeProblems(problems)),
  );
  expect(text.startsWith("\ufeff行,列,列名,規則,内容,直し方\r\n")).toBe(true);
  const [, ...rows] = recordsOf(text);
  expect(rows.map((fields) => fields.slice(0, 4))).toEqual([
    ["3", "", "", "column-count"],
    ["12", "AB", "'=氏名", "field-too-long"],
    ["", "", "", "gzip-damaged"],
  ]);
  for (const fields of rows) expect(fields[5]).toMatch(/ください。|要ります。$/);
});

test("columns are lettered as spreadsheets do", () => {
  expect([1, 26, 27, 52, 702, 703].map(columnLetters)).toEqual(["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
});
