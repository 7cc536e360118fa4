import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { bankAnswer, parseZengin } from "../zengin.fixture.ts";
import type { Payer, Transfer } from "./zengin.ts";
import { bankText, readTransferResult, transferFile } from "./zengin.ts";

const payer: Payer = {
  consignerCode: "1234567890",
  consignerName: "カクウシンサシツ",
  bankCode: "0009",
  bankName: "カクウギンコウ",
  branchCode: "012",
  branchName: "ホンテン",
  depositKind: "current",
  accountNumber: "0765432",
};
const day = Temporal.PlainDate.from("2026-12-07");
const transfer = (number: number, amountYen: number): Transfer => ({
  number,
  amountYen,
  bankName: "架空銀行",
  bankCode: "0001",
  branchName: "カスミガセキ",
  branchCode: "003",
  depositKind: "ordinary",
  accountNumber: "0000123",
  accountHolder: "カクウイイン　カクウ　タロウ",
});

test("every field of every record, as a reader of the banks' layout sees it", () => {
  const [header, first, second, trailer, end, ...more] = parseZengin(
    transferFile(payer, day, [transfer(7, 31_000), transfer(12, 3000)]),
  );
  expect(header).toEqual({
    データ区分: "1",
    種別コード: "21",
    コード区分: "0",
    振込依頼人コード: "1234567890",
    振込依頼人名: "ｶｸｳｼﾝｻｼﾂ",
    取組日: "1207",
    仕向銀行番号: "0009",
    仕向銀行名: "ｶｸｳｷﾞﾝｺｳ",
    仕向支店番号: "012",
    仕向支店名: "ﾎﾝﾃﾝ",
    預金種目: "2",
    口座番号: "0765432",
    ダミー: "",
  });
  expect(first).toEqual({
    データ区分: "2",
    被仕向銀行番号: "0001",
    // Kanji cannot stand here, and no bank reads the name where there is a number.
    被仕向銀行名: "",
    被仕向支店番号: "003",
    被仕向支店名: "ｶｽﾐｶﾞｾｷ",
    手形交換所番号: "0000",
    預金種目: "1",
    口座番号: "0000123",
    受取人名: "ｶｸｳｲｲﾝ ｶｸｳ ﾀﾛｳ",
    振込金額: "0000031000",
    新規コード: "0",
    顧客コード1: "0000000007",
    顧客コード2: "0000000000",
    振込指定区分: "7",
    識別表示: "",
    ダミー: "",
  });
  expect(second).toMatchObject({ 顧客コード1: "0000000012", 振込金額: "0000003000" });
  expect(trailer).toEqual({
    データ区分: "8",
    合計件数: "000002",
    合計金額: "000000034000",
    ダミー: "",
  });
  expect(end).toEqual({ データ区分: "9", ダミー: "" });
  expect(more).toEqual([]);
});

test.each([
  ["カクウイイン", "ｶｸｳｲｲﾝ"],
  ["ショウガッコウ　ヴァイオリン", "ｼﾖｳｶﾞﾂｺｳ ｳﾞｱｲｵﾘﾝ"],
  ["イリョウホウジンシャダン（シャ）パール・クリニック", "ｲﾘﾖｳﾎｳｼﾞﾝｼﾔﾀﾞﾝ(ｼﾔ)ﾊﾟ-ﾙ.ｸﾘﾆﾂｸ"],
  ["ｶﾌﾞｼｷｶﾞｲｼｬ ＡＢＣ", "ｶﾌﾞｼｷｶﾞｲｼﾔ ABC"],
  ["abc１２３", "ABC123"],
  ["架空医院 カクウ", "ｶｸｳ"],
])("banks write 「%s」 as 「%s」", (name, written) => {
  expect(bankText(name)).toBe(written);
});

test("whatever the names and amounts, the file can be read and its sums hold", () => {
  const text = fc.string({ unit: fc.constantFrom(..."カガパャッヴー・　 （）ＡＢ1架𠮷!&", "\n") });
  const transfers = fc.array(
    fc.record({
      number: fc.integer({ min: 1, max: 2_147_483_647 }),
      amountYen: fc.integer({ min: 1, max: 999_999_999 }),
      bankName: text,
      branchName: text,
      accountHolder: text,
      bankCode: fc.constantFrom("0001", "9999"),
      branchCode: fc.constantFrom("000", "123"),
      depositKind: fc.constantFrom("ordinary", "current"),
      accountNumber: fc.constantFrom("0000000", "9999999"),
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(transfers, (orders) => {
      const records = parseZengin(transferFile(payer, day, orders));
      const trailer = records.at(-2);
      expect(Number(trailer?.["合計件数"])).toBe(orders.length);
      expect(Number(trailer?.["合計金額"])).toBe(
        orders.reduce((sum, { amountYen }) => sum + amountYen, 0),
      );
    }),
  );
});

describe("the bank's answer", () => {
  const order = transferFile(payer, day, [transfer(7, 31_000), transfer(12, 3000)]);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
  const bytes = (latin: string) => Buffer.from(latin, "latin1");
  const answer = text(bankAnswer(order, ["0", "2"]));
  const codes = new Map([
    [7, "0"],
    [12, "2"],
  ]);

  test.each([
    ["as it was sent", answer],
    ["without line ends", answer.replaceAll("\r\n", "")],
    ["with a mark at the end", `${answer}\u001a`],
    ["with unix line ends", answer.replaceAll("\r\n", "\n")],
  ])("is read %s", (_how, given) => {
    expect(readTransferResult(order, bytes(given))).toEqual({ ok: true, codes });
  });

  test("is read in another order", () => {
    const [header = "", first = "", second = "", ...rest] = answer.split("\r\n");
    const turned = [header, second, first, ...rest].join("\r\n");
    expect(readTransferResult(order, bytes(turned))).toEqual({ ok: true, codes });
  });

  test.each([
    ["of another day", answer.replace("1207", "1208"), "1行目が、送った振込データと合いません。"],
    ["with another amount", answer.replace("0000031000", "0000031001"), "2行目が"],
    ["with a transfer twice", answer.replace("0000000012", "0000000007"), "3行目が"],
    ["without a code", text(order), "2行目の結果コードが読めません。"],
    ["with an unknown code", text(bankAnswer(order, ["0", "7"])), "3行目の結果コードが"],
    ["that lacks a record", answer.slice(0, -122), "レコードが5件あるはずですが、4件です。"],
    [
      "with a short record",
      answer.replace("00000310", ""),
      "2行目の長さが120バイトではありません。",
    ],
    ["of nothing", "", "レコードが5件あるはずですが、0件です。"],
  ])("is refused %s", (_what, given, problem) => {
    const read = readTransferResult(order, bytes(given));
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
});
