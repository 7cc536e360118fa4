import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { isEmpty, proposalOf, proposalText, rowsOf } from "./reading.ts";

const today = Temporal.PlainDate.from("2026-11-22");
const read = (...lines: readonly string[]) =>
  proposalOf(
    lines.map((text) => ({ text })),
    today,
  );

test("of a whole receipt, as a machine wrote it down", () => {
  const proposal = read(
    "領収 書",
    "架空 医院 様",
    "2026 年 10 月 3 日",
    "IC カ ー ド リー ダー KR-300 5,000 円",
    "送料 980 円",
    "合計 5.980 円 (税込 )",
    "株 式 会 社 架空 電器 霞が関 店",
    "電話 03-0000-0000",
  );
  expect(proposal).toEqual({
    purchasedOn: Temporal.PlainDate.from("2026-10-03"),
    shop: "株式会社架空電器霞が関店",
    totalYen: 5980,
    items: [
      { name: "ICカードリーダーKR-300", yen: 5000 },
      { name: "送料", yen: 980 },
    ],
  });
  expect(proposalText(proposal)).toBe("令和8年10月3日（土）　株式会社架空電器霞が関店　5,980円");
  expect(rowsOf(proposal)).toEqual(proposal.items);
});

describe("the date", () => {
  test.each([
    ["令和8年10月3日", "2026-10-03"],
    ["R8.10.3", "2026-10-03"],
    ["令和 元 年 5 月 1 日", "2019-05-01"],
    ["２０２６／１０／０３ 14:05", "2026-10-03"],
    ["2026-10-3", "2026-10-03"],
  ])("%s", (text, date) => {
    expect(read(text).purchasedOn?.toString()).toBe(date);
  });

  test.each(["2026年13月1日", "2026年2月30日", "2026年11月23日", "03-2026-1003", "12月3日"])(
    "%s is none that somebody can have bought on",
    (text) => {
      expect(read(text).purchasedOn).toBeNull();
    },
  );
});

describe("the total", () => {
  test.each([
    ["合計 ¥14,500-", 14_500],
    ["お買上計 ￥5980", 5980],
    ["領収金額　４１，３３４円", 41_334],
  ])("%s", (text, yen) => {
    expect(read("小計 1,000円", text, "お預り 50,000円", "お釣り 35,500円")).toMatchObject({
      totalYen: yen,
      items: [],
    });
  });

  test.each(["小計 5,000円", "10%対象 5,000円", "電話 03-1234-5678", "登録番号 T1234567890123"])(
    "%s is none, and no item",
    (text) => {
      expect(read(text)).toMatchObject({ totalYen: null, items: [] });
    },
  );
});

test("items that do not make the total become one row of the whole", () => {
  expect(rowsOf(read("カードリーダー 5,000円", "ケーブル 700円", "合計 5,980円"))).toEqual([
    { name: "", yen: 5980 },
  ]);
  expect(rowsOf(read("カードリーダー 5,000円", "合計 5,500円"))).toEqual([
    { name: "カードリーダー", yen: 5500 },
  ]);
});

test("whatever was read, nothing throws, and nothing comes of nothing", () => {
  expect(isEmpty(read())).toBe(true);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (lines) => {
      const { items, totalYen, purchasedOn } = read(...lines);
      for (const { yen } of items) expect(Number.isSafeInteger(yen)).toBe(true);
      expect(totalYen === null || Number.isSafeInteger(totalYen)).toBe(true);
      expect(purchasedOn === null || purchasedOn.year > 1999).toBe(true);
    }),
  );
});
