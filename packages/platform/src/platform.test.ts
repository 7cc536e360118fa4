import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { z } from "zod";
import { dateField, textField, yenField } from "./http/fields.ts";
import { readForm, rowsOf } from "./http/form.ts";
import { newId, newReadableCode } from "./ids.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { qrModules } from "./pdf/qr.ts";

test("a form keeps what was typed and says what is wrong by field name", () => {
  const schema = z.object({
    startOn: dateField("開始日"),
    lines: rowsOf(z.object({ amount: yenField("金額") })),
  });
  const typed = {
    "startOn.year": "２０２６",
    "startOn.month": "2",
    "startOn.day": "30",
    "lines.0.amount": "１２,８００円",
    "lines.1.amount": "abc",
  };
  const wrong = readForm(schema, typed);
  expect(wrong).toMatchObject({ ok: false, values: typed });
  expect(wrong.ok ? {} : Object.keys(wrong.errors)).toEqual(["startOn", "lines.1.amount"]);

  const right = readForm(schema, { ...typed, "startOn.day": "28", "lines.1.amount": "0" });
  expect(right.ok && right.value).toEqual({
    startOn: Temporal.PlainDate.from("2026-02-28"),
    lines: [{ amount: 12_800 }, { amount: 0 }],
  });
});

test.each([
  ["12026", "1", "1"],
  ["0000", "1", "1"],
  ["1e3", "1", "1"],
  ["0x7E", "1", "1"],
  ["2026", "1.0", "1"],
  ["2026", "2", "29"],
])("%s-%s-%s is no day", (year, month, day) => {
  const typed = { "on.year": year, "on.month": month, "on.day": day };
  expect(readForm(z.object({ on: dateField("開始日") }), typed).ok).toBe(false);
});

test("a text holds nothing unseen that would make it look like another", () => {
  const read = (name: string) => readForm(z.object({ name: textField("名称", 10) }), { name });
  const typed = "\u202E架空\u0007\t医院\u2069\u0085";
  expect(read(typed)).toMatchObject({ ok: true, value: { name: "架空 医院" } });
  expect(read("\u202E\u0007").ok).toBe(false);
  // 𠮷, and a name with a variation selector, are names.
  expect(read("𠮷田 葛󠄀城")).toMatchObject({ ok: true, value: { name: "𠮷田 葛󠄀城" } });
});

test("no posted field name reaches an object's prototype, and none is an error of ours", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))),
      (body) => {
        readForm(z.object({ a: z.string().optional() }), {
          ...body,
          "__proto__.polluted": "yes",
          "constructor.prototype.polluted": "yes",
        });
        expect("polluted" in {}).toBe(false);
      },
    ),
  );
});

test("ids sort by the time they were made", () => {
  const first = newId();
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const made = Date.now();
  while (Date.now() === made);
  expect(newId() > first).toBe(true);
});

test("ids of one moment sort as they were made, and none comes twice", () => {
  // More than there are in a millisecond's counter.
  const made = Array.from({ length: 50_000 }, () => newId());
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  expect(
    made.filter(
      (id) => !/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id),
    ),
  ).toEqual([]);
});

test("codes for people hold no letter that is taken for another", () => {
  expect(newReadableCode(16)).toMatch(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){3}$/);
});

test("a password matches itself alone, in either width", async () => {
  const stored = await hashPassword("ＡＢＣ窓口１２３456");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword("ABC窓口123456", stored)).toBe(true);
  expect(await verifyPassword("ABC窓口123457", stored)).toBe(false);
  expect(await verifyPassword("ABC窓口123456", null)).toBe(false);
  expect(await verifyPassword("ABC窓口123456", "not a hash")).toBe(false);
});

test("a QR code has its three finder patterns", () => {
  const modules = qrModules("窓口");
  const size = modules.length;
  for (const [row, column] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const) {
    expect(modules[row]?.slice(column, column + 7)).toEqual(Array(7).fill(true));
    expect(modules[row + 1]?.slice(column, column + 7)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  }
});
