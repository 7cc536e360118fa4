import { firstCatalogue } from "@madoguchi/contract/known-models";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { guideProgramme } from "../programmes.ts";
import { plainLine } from "../line.fixture.ts";
import type { CostLine } from "./amount.ts";
import { hintsFor } from "./hints.ts";

const day = Temporal.PlainDate.from("2025-10-03");
const line: CostLine = {
  ...plainLine,
  product: "アイ・オー・データ機器 USB-NFC4S",
  purchasedOn: day,
  shop: "架空電器 霞が関店",
};
const facts = {
  programme: { id: "p", ...guideProgramme },
  lines: [line],
  facilityKind: "medical",
  receipts: [{ paper: "receipt", fileHash: "a", fileName: "領収書.pdf" }],
  accountHolder: "カクウイイン",
  place: "みずほ（0001）東京中央（110）",
  listed: "listed",
  facilityName: "カクウイイン",
  founder: "カクウ タロウ",
  sameFiles: [],
  likePictures: [],
  readings: null,
  alike: [],
  catalogue: firstCatalogue,
  usual: [],
} satisfies Parameters<typeof hintsFor>[0];
type Change = Partial<Parameters<typeof hintsFor>[0]>;

function hint(key: string, change: Change) {
  const found = hintsFor({ ...facts, ...change }).find((each) => each.key === key);
  if (!found) throw new Error(`no hint ${key}`);

  return found;
}

test("a submission in order gives no cause for attention", () => {
  expect(hintsFor(facts).filter(({ level }) => level === "attention")).toEqual([]);
});

const other = {
  purchasedOn: day,
  amountYen: 5000,
  receiptNumber: "",
  shop: "架空電器　霞ヶ関店",
  facilityName: "架空医院",
  programmeName: "架空の補助金",
};

test.each([
  ["in another spelling", "架空電器　霞が関店", 5000, "attention"],
  ["in another width", "架空電器霞が関店", 5000, "attention"],
  ["at another shop", "架空商店", 5000, "ok"],
  ["for another amount", "架空電器 霞が関店", 5001, "ok"],
])("the same purchase elsewhere, %s", (_how, shop, amountYen, level) => {
  const found = hint("same-purchases", { alike: [{ ...other, shop, amountYen }] });
  expect(found.level).toBe(level);
  if (level === "attention") expect(found.evidence[0]).toContain("架空医院（架空の補助金）");
});

test("a receipt is known by its number and shop, whatever day and amount stand beside it", () => {
  const alike = [{ ...other, shop: line.shop, amountYen: 1, receiptNumber: "A12" }];
  const numbered = (receiptNumber: string) => [{ ...line, receiptNumber }];
  expect(hint("same-purchases", { alike, lines: numbered("A12") }).level).toBe("attention");
  expect(hint("same-purchases", { alike, lines: numbered("A13") }).level).toBe("ok");
  expect(hint("same-purchases", { alike, lines: numbered("") }).level).toBe("ok");
});

test("quantity and price for one do not make the amount", () => {
  const lines = (unitYen: number | null) => [{ ...line, quantity: 2, amountYen: 9999, unitYen }];
  expect(hint("sums", { lines: lines(5000) })).toMatchObject({
    level: "attention",
    evidence: [expect.stringContaining("2 × 5,000円 は、9,999円と違います")],
  });
  expect(hint("sums", { lines: lines(null) }).level).toBe("look");
});

test.each([
  "【中古】KR-300",
  "KR-300（リース）",
  "KR-300 ﾚﾝﾀﾙ",
  "Used KR-300",
  "整備済み品 KR-300",
])("「%s」 may not be new", (product) => {
  expect(hint("condition", { lines: [{ ...line, product }] }).level).toBe("attention");
});

test.each(["KR-300", "Focused KR-300", "リーダー"])("「%s」 sounds new", (product) => {
  expect(hint("condition", { lines: [{ ...line, product }] }).level).toBe("ok");
});

test("a reader that nobody lists is for a person to look at; a tablet is not asked for", () => {
  expect(hint("models", { lines: [{ ...line, product: "名もないリーダー" }] }).level).toBe("look");
  expect(hint("models", { lines: [{ ...line, item: "tablet", product: "T-10" }] }).level).toBe(
    "ok",
  );
});

test.each([
  [15_000, 5, "ok"],
  [15_001, 5, "look"],
  [1666, 5, "look"],
  [1667, 5, "ok"],
  [99_000, 4, "ok"],
])("%i yen where %i others paid 5,000 in the middle", (amountYen, count, level) => {
  const usual = [{ item: "reader", medianYen: 5000, count }];
  expect(hint("prices", { lines: [{ ...line, amountYen }], usual }).level).toBe(level);
  const two = [{ ...line, quantity: 2, amountYen: 2 * amountYen }];
  expect(hint("prices", { lines: two, usual }).level).toBe(level);
});

test("a purchase outside the period is named with its day", () => {
  const programme = { ...facts.programme, purchaseFrom: day.add({ days: 1 }) };
  expect(hint("period", { programme })).toMatchObject({
    level: "attention",
    evidence: expect.arrayContaining([expect.stringContaining("令和7年10月3日")]),
  });
});

test.each([
  ["カクウイイン", "ok"],
  ["カクウ タロウ", "ok"],
  ["ベツノ ヒト", "attention"],
])("money to 「%s」", (accountHolder, level) => {
  expect(hint("holder", { accountHolder }).level).toBe(level);
});

test.each(["otherwise", "unlisted"] as const)("a bank that is %s is to be looked at", (listed) => {
  expect(hint("bank", { listed })).toMatchObject({ level: "look", evidence: [facts.place] });
});

const read = { purchasedOn: day, shop: line.shop, items: [{ name: "リーダー", yen: 5000 }] };
test.each([
  ["the amount of a line among its items", [{ ...read, totalYen: 5980 }], [line], "ok"],
  [
    "the total of all lines",
    [{ ...read, totalYen: 7000, items: [] }],
    [line, { ...line, amountYen: 2000 }],
    "ok",
  ],
  ["other amounts", [{ ...read, totalYen: 980, items: [] }], [line], "look"],
  ["nothing that it could read", [], [line], "ok"],
] as const)("a picture with %s", (_what, readings, lines, level) => {
  expect(hint("readings", { readings, lines }).level).toBe(level);
});

test("where no machine reads, it says so", () => {
  expect(hint("readings", { readings: null }).title).toContain("読み取っていません");
});
