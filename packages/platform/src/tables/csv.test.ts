import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvParser } from "./csv.ts";
import type { Parsed } from "./parser.ts";

const LIMITS = { recordLength: 200, fieldLength: 100 };

/** Pieces end after each of `cuts`. */
function parse(text: string, cuts: readonly number[] = [], limits = LIMITS) {
  const parser = csvParser(limits);
  const found: Parsed<readonly string[]>[] = [];
  let start = 0;
  for (const cut of [...cuts, text.length]) {
    found.push(...parser.push(text.slice(start, cut)));
    start = cut;
  }
  return [...found, ...parser.end()];
}

const value = fc
  .array(fc.constantFrom("a", "髙", "𠮷", ",", '"', '""', "\n", "\r", "\r\n", " ", "'", "0"), {
    maxLength: 5,
  })
  .map((parts) => parts.join(""));
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");

type Line = { fields: { value: string; isQuoted: boolean }[]; end: string };

/** Lines as RFC 4180 puts them, quoted where they must be and now and then where they need not be. */
const line: fc.Arbitrary<Line> = fc.record({
  fields: fc.array(fc.record({ value, isQuoted: fc.boolean() }), { minLength: 2, maxLength: 4 }),
  end: lineEnd,
});

function written({ fields, end }: Line): string {
  const texts = fields.map((field) =>
    field.isQuoted || /[",\r\n]/.test(field.value)
      ? `"${field.value.split('"').join('""')}"`
      : field.value,
  );
  return texts.join(",") + end;
}

function numbered(lines: readonly Line[]) {
  let at = 1;
  return lines.map((each) => {
    const begins = at;
    // A CR that ends one line and an LF in front of the next cannot meet: a line begins with a value.
    at += written(each).split(/\r\n|\r|\n/).length - 1;
    return { line: begins, record: each.fields.map((field) => field.value) };
  });
}

describe("records of a table, as written and as read", () => {
  test("whatever its values, wherever it is cut", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), fc.boolean(), (lines, endsOpen) => {
        const whole = lines.map(written).join("");
        const text = endsOpen ? whole.replace(/(\r\n|\r|\n)$/, "") : whole;
        const expected = numbered(lines);
        expect(parse(text)).toEqual(expected);
        for (let cut = 0; cut <= text.length; cut += 1)
          expect(parse(text, [cut])).toEqual(expected);
        const everywhere = Array.from(text, (_, index) => index);
        expect(parse(text, everywhere)).toEqual(expected);
      }),
    );
  });

  test("empty lines and the mark that DOS ends a file with are no records", () => {
    expect(parse('a,b\r\n\r\n\nc,d\n""\n\x1a')).toEqual([
      { line: 1, record: ["a", "b"] },
      { line: 4, record: ["c", "d"] },
      { line: 5, record: [""] },
    ]);
  });
});

describe("what is no table", () => {
  test.each([
    ['a,b"c,d', "quote-inside", 2],
    ['"a"b,c', "text-after-quote", 1],
    ['a,"b', "quote-unclosed", 2],
    [`a,${"b".repeat(101)}`, "field-too-long", 2],
    ["a,".repeat(101), "line-too-long", null],
  ])("%s: %s", (text, rule, position) => {
    const table = `1,2\n${text}\n3,4`;
    const everywhere = Array.from(table, (_, index) => index);
    for (const cuts of [[], everywhere]) {
      expect(parse(table, cuts)).toEqual([
        { line: 1, record: ["1", "2"] },
        { line: 2, rule, position },
        { line: 3, record: ["3", "4"] },
      ]);
    }
  });

  test("a quote too few costs its own line and no other", () => {
    const plain = fc.array(fc.constantFrom("a", "1", "髙", ""), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 80 }), fc.nat(), (records, seed) => {
        const texts = records.map((fields) => fields.join(","));
        const broken = seed % (texts.length + 1);
        texts.splice(broken, 0, '"x,y');
        const found = parse(texts.join("\n"));
        expect(found[broken]).toEqual({ line: broken + 1, rule: "quote-unclosed", position: 1 });
        expect(found.filter((each) => "record" in each).map((each) => each.line)).toEqual(
          texts.flatMap((_, index) => (index === broken ? [] : [index + 1])),
        );
      }),
    );
  });

  test("nothing that anybody sends throws, and each line is told of once at most", () => {
    const noise = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r") });
    fc.assert(
      fc.property(noise, fc.array(fc.nat(40)), (text, cuts) => {
        const sorted = cuts.filter((cut) => cut <= text.length).sort((a, b) => a - b);
        const found = parse(text, sorted);
        expect(found).toEqual(parse(text));
        const lines = found.map((each) => each.line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
      }),
      { numRuns: 1000 },
    );
  });
});
