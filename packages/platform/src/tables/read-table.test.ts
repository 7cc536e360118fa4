import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { encodeShiftJis } from "@madoguchi/notation";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collect } from "./collect.fixture.ts";
import { readTable } from "./read-table.ts";
import type { TableOptions, TablePart } from "./read-table.ts";

type Key = "insurer" | "name" | "kana";

const COLUMNS = {
  columns: [
    { key: "insurer", title: "保険者番号" },
    { key: "name", title: "氏名" },
    { key: "kana", title: "フリガナ", aliases: ["カナ氏名"], isOptional: true },
  ],
  unknownColumns: "refuse",
} as const;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function gzip(bytes: Uint8Array): Uint8Array {
  return execFileSync("gzip", ["-c"], { input: bytes, maxBuffer: 1e8 });
}

async function read(
  file: string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: Partial<TableOptions<Key>> = {},
) {
  const source =
    typeof file === "string" ? [utf8(file)] : file instanceof Uint8Array ? [file] : file;
  const parts = await collect(readTable<Key>(source, { ...COLUMNS, ...options }));
  const rows = parts.flatMap((part) => (part.kind === "rows" ? part.rows : []));
  return {
    parts,
    rows,
    values: rows.flatMap((row) => (row.kind === "record" ? [row.values] : [])),
    faults: rows.flatMap((row) => (row.kind === "fault" ? row.problems : [])).map(short),
    refused: parts.flatMap((part) => (part.kind === "refused" ? part.problems : [])).map(short),
    end: parts.flatMap((part) => (part.kind === "end" ? [part.file] : []))[0],
  };
}

function short({ line, column, rule }: { line: unknown; column: unknown; rule: string }) {
  return [line, column, rule];
}

const TABLE = "保険者番号,氏名,フリガナ\r\n01130012,山田　花子,ヤマダ　ハナコ\r\n138057,渡●,\r\n";
const VALUES = [
  { insurer: "01130012", name: "山田　花子", kana: "ヤマダ　ハナコ" },
  { insurer: "138057", name: "渡●", kana: "" },
];

describe("one table in every form", () => {
  const ndjson = VALUES.map((values) => `${JSON.stringify(values)}\n`).join("");
  test.each([
    ["UTF-8", utf8(TABLE), "csv", "utf-8"],
    ["UTF-8 with a mark", utf8(`\ufeff${TABLE}`), "csv", "utf-8"],
    ["Shift_JIS", encodeShiftJis(TABLE), "csv", "shift_jis"],
    ["NDJSON", utf8(ndjson), "ndjson", "utf-8"],
    ["NDJSON in Shift_JIS", encodeShiftJis(ndjson), "ndjson", "shift_jis"],
  ] as const)("%s", async (_, bytes, format, encoding) => {
    for (const sent of [bytes, gzip(bytes)]) {
      const { values, end, faults } = await read(sent);
      expect(values).toEqual(VALUES);
      expect(faults).toEqual([]);
      expect(end).toEqual({
        sha256: createHash("sha256").update(sent).digest("hex"),
        bytes: sent.length,
        isGzip: sent !== bytes,
        format,
        encoding,
        records: 2,
        faults: 0,
      });
    }
  });

  test("comes out the same however it is cut on its way", async () => {
    const files = [utf8(TABLE), encodeShiftJis(TABLE), gzip(utf8(TABLE))];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.array(fc.nat(120)), async (bytes, cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = places.map((place, index) => bytes.subarray(place, places[index + 1]));
        expect((await read(pieces)).values).toEqual(VALUES);
      }),
    );
  });

  test("two gzip files in one are one table", async () => {
    const cut = TABLE.indexOf("138057");
    const both = Buffer.concat([gzip(utf8(TABLE.slice(0, cut))), gzip(utf8(TABLE.slice(cut)))]);
    expect((await read(both)).values).toEqual(VALUES);
  });
});

describe("the header", () => {
  test("is understood in any width, order and known name", async () => {
    const { parts, values } = await read(" 氏 名 ,ｶﾅ氏名,保険者番号,\n山田,ヤマダ,01130012,\n");
    expect(values).toEqual([{ insurer: "01130012", name: "山田", kana: "ヤマダ" }]);
    expect(parts[0]).toEqual({
      kind: "columns",
      places: {
        insurer: { title: "保険者番号", position: 3 },
        name: { title: " 氏 名 ", position: 1 },
        kana: { title: "ｶﾅ氏名", position: 2 },
      },
    });
  });

  test("may lack what is optional, and hold more where that is allowed", async () => {
    const { values } = await read("備考,保険者番号,氏名\nx,1,a\n", { unknownColumns: "ignore" });
    expect(values).toEqual([{ insurer: "1", name: "a", kana: "" }]);
  });

  test("says everything that is wrong with it at once", async () => {
    const { refused, end } = await read("氏名,備考,氏　名\na,b,c\n");
    expect(refused).toEqual([
      [1, { title: "備考", position: 2 }, "column-unknown"],
      [1, { title: "氏　名", position: 3 }, "column-twice"],
      [1, { title: "保険者番号", position: null }, "column-missing"],
    ]);
    expect(end).toBeUndefined();
  });

  test.each(["", "\r\n\n", "\ufeff"])("must be there: %j", async (text) => {
    expect((await read(text)).refused).toEqual([[null, null, "empty"]]);
  });
});

describe("faults of lines", () => {
  test("are told with line and column, and the other lines are read", async () => {
    const { faults, values } = await read(
      '保険者番号,氏名\n1,"a\nb"\n2\n3,a,b\n4,a"\n5,a,,\n6,\u0000\n"7,x\n8,b\n',
    );
    expect(faults).toEqual([
      [4, null, "column-count"],
      [5, null, "column-count"],
      [6, { title: "氏名", position: 2 }, "quote-inside"],
      [8, { title: "氏名", position: 2 }, "control-character"],
      [9, { title: "保険者番号", position: 1 }, "quote-unclosed"],
    ]);
    expect(values.map(({ insurer, name }) => [insurer, name])).toEqual([
      ["1", "a\nb"],
      ["5", "a"],
      ["8", "b"],
    ]);
  });

  test("a broken byte is told of wherever it stands, and never passed on", async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `${index},山田花子`);
    await fc.assert(
      fc.asyncProperty(fc.nat(29), fc.constantFrom("utf-8", "shift_jis"), async (row, encoding) => {
        const encode = encoding === "utf-8" ? utf8 : encodeShiftJis;
        const bytes = Buffer.concat(
          ["保険者番号,氏名", ...lines].flatMap((line, index) => [
            encode(line),
            index === row + 1 ? Uint8Array.of(0xff, 0x0a) : utf8("\n"),
          ]),
        );
        const { faults, values, end } = await read(bytes);
        expect(end?.encoding).toBe(encoding);
        expect(faults).toEqual([[row + 2, { title: "氏名", position: 2 }, "unreadable-character"]]);
        expect(values).toHaveLength(29);
      }),
    );
  });

  test("a bad character is told of in a record that two blocks share", async () => {
    const before = "保険者番号,氏名\n1,a\n";
    const filler = "1,a\n".repeat(Math.floor((65_500 - utf8(before).length) / 4));
    const { faults, values } = await read(`${before}${filler}2,\u0001${"a".repeat(200)}\n3,a\n`);
    expect(faults.map(([, , rule]) => rule)).toEqual(["control-character"]);
    expect(values.at(-1)?.insurer).toBe("3");
  });

  test("of JSON", async () => {
    const good = JSON.stringify(VALUES[0]);
    const { faults, values } = await read(
      `${good}\r\n{"a"\n[]\n{"insurer":1,"name":"a"}\n{"保険者番号":"1","insurer":"2","氏名":"a"}\n` +
        `{"insurer":"1","name":null,"x":"y"}\n{"insurer":"1"}\n\n` +
        `{"insurer":"1","name":"\\ud842"}\n{"insurer":"1","name":"\\u0000"}\n{"__proto__":"1"}`,
    );
    const at = (title: string) => ({ title, position: null });
    expect(faults).toEqual([
      [2, null, "json-syntax"],
      [3, null, "json-object"],
      [4, at("insurer"), "json-text"],
      [5, at("insurer"), "column-twice"],
      [6, at("x"), "column-unknown"],
      [7, at("氏名"), "column-missing"],
      [9, at("name"), "unreadable-character"],
      [10, at("name"), "control-character"],
      [11, at("__proto__"), "column-unknown"],
      [11, at("保険者番号"), "column-missing"],
      [11, at("氏名"), "column-missing"],
    ]);
    expect(values).toEqual([VALUES[0]]);
  });

  test("a line without end is told of once, while it is still coming", async () => {
    function* endless() {
      yield utf8("保険者番号,氏名\n1,a\n2,");
      for (;;) yield new Uint8Array(64 * 1024).fill(0x61);
    }
    for await (const part of readTable(endless(), COLUMNS)) {
      if (part.kind !== "rows") continue;
      const fault = part.rows.at(-1);
      expect(fault).toMatchObject({ line: 3, problems: [{ rule: "line-too-long" }] });
      break;
    }
    const long = `{"name":"${"a".repeat(100_000)}"}\n`;
    const { faults, values } = await read(`${long}${long}{"insurer":"1","name":"b"}`);
    expect(faults.map(([line, , rule]) => [line, rule])).toEqual([
      [1, "line-too-long"],
      [2, "line-too-long"],
    ]);
    expect(values).toHaveLength(1);
  });
});

describe("the file as a whole", () => {
  test.each([
    ["utf-16", Uint8Array.of(0xff, 0xfe, 0x61, 0)],
    ["gzip-damaged", gzip(utf8(TABLE)).subarray(0, 40)],
    ["gzip-damaged", gzip(utf8(TABLE)).with(30, 0)],
    ["inflates-too-much", gzip(new Uint8Array(5_000_000).fill(0x0a))],
  ])("%s", async (rule, bytes) => {
    const { refused, end } = await read(bytes);
    expect(refused).toEqual([[null, null, rule]]);
    expect(end).toBeUndefined();
  });

  test("is not larger than allowed, sent or inflated", async () => {
    const lines = TABLE + "1,a,\n".repeat(1000);
    const sent = await read(lines, { limits: { fileBytes: 1000 } });
    expect(sent.refused).toEqual([[null, null, "too-large"]]);
    const inflated = await read(gzip(utf8(lines)), { limits: { inflatedBytes: 1000 } });
    expect(inflated.refused).toEqual([[null, null, "too-large"]]);
  });

  test("a source that fails is no fault of the file", async () => {
    async function* failing() {
      yield utf8(TABLE);
      await Promise.reject(new Error("connection lost"));
    }
    await expect(read(failing())).rejects.toThrow("connection lost");
    const gzipped = gzip(utf8(TABLE));
    async function* failingGzip() {
      yield gzipped.subarray(0, 30);
      await Promise.reject(new Error("connection lost"));
    }
    await expect(read(failingGzip())).rejects.toThrow("connection lost");
  });
});

describe("on its way", () => {
  test("an abort ends the wait for a silent sender, and lets go of it", async () => {
    const abort = new AbortController();
    const waiting = Promise.withResolvers<never>();
    async function* silent() {
      yield utf8(TABLE.repeat(4000));
      abort.abort(new Error("cancelled"));
      await waiting.promise;
    }
    await expect(read(silent(), { signal: abort.signal })).rejects.toThrow("cancelled");
  });

  test("nothing is taken from the sender before it is asked for, and a reader may stop", async () => {
    let taken = 0;
    let hasEnded = false;
    function* lines() {
      try {
        yield utf8("保険者番号,氏名\n");
        for (;;) {
          taken += 1;
          yield utf8(`1,${"a".repeat(4000)}\n`.repeat(17));
        }
      } finally {
        hasEnded = true;
      }
    }
    let parts = 0;
    for await (const part of readTable(lines(), COLUMNS)) {
      if (part.kind === "rows") parts += 1;
      expect(taken).toBeLessThanOrEqual(parts + 1);
      if (parts === 100) break;
    }
    expect(parts).toBe(100);
    expect(hasEnded).toBe(true);
  });

  test("progress grows to the file's size", async () => {
    const { parts, end } = await read(utf8(`保険者番号,氏名\n${"1,a\n".repeat(100_000)}`));
    const bytes = parts.flatMap((part: TablePart<Key>) =>
      part.kind === "rows" ? [part.bytes] : [],
    );
    expect(bytes.length).toBeGreaterThan(3);
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
    expect(bytes.at(-1)).toBe(end?.bytes);
    expect(end?.records).toBe(100_000);
  });
});
